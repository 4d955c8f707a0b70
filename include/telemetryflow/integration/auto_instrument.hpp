#pragma once

// One call for everything that can be instrumented without a change to the code that uses it: the log sinks of spdlog,
// glog and Boost.Log, every SQLite connection, and curl_perform(). It is for the libraries whose components
// (telemetryflow::spdlog and so on) the including target links; nothing else is needed for it than the SDK.

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/auto_instrument_options.hpp"
#include "telemetryflow/integration/auto_instrumentation.hpp"

#ifdef TELEMETRYFLOW_WITH_SPDLOG
#include "telemetryflow/integration/spdlog_loggers.hpp"
#endif
#ifdef TELEMETRYFLOW_WITH_GLOG
#include "telemetryflow/integration/glog.hpp"
#endif
#ifdef TELEMETRYFLOW_WITH_BOOST_LOG
#include "telemetryflow/integration/boost_log.hpp"
#endif
#ifdef TELEMETRYFLOW_WITH_SQLITE
#include "telemetryflow/integration/sqlite_auto_trace.hpp"
#endif
#ifdef TELEMETRYFLOW_WITH_CURL
#include "telemetryflow/integration/curl_perform.hpp"
#endif

namespace telemetryflow::integration {

namespace {

// Of its own in every source that includes it: what it installs depends on what that source's target links.
/// Installs and returns what there is to install. Call it early in main(), before other threads log and before SQLite
/// is used, so that failed statements are seen too. The client must outlive what is returned. Throws nothing for a
/// library that cannot be instrumented: the status says so.
[[nodiscard, maybe_unused]] AutoInstrumentation auto_instrument([[maybe_unused]] TelemetryFlowClient& client,
                                                                const AutoInstrumentOptions& options = {}) {
    using Handle [[maybe_unused]] = AutoInstrumentation::Handle;
    AutoInstrumentation done;
    [[maybe_unused]] const auto install = [&](std::string_view library, auto&& make) {
        if (std::ranges::find(options.without, library) != options.without.end()) {
            done.skip(std::string(library), "left out by the options");
        } else {
            done.install(std::string(library), make);
        }
    };
#ifdef TELEMETRYFLOW_WITH_SPDLOG
    install("spdlog", [&] {
        auto loggers = std::make_shared<SpdlogLoggers>(client);
        std::string detail = "sinks of " + std::to_string(loggers->count()) + " loggers";
        return Handle(std::move(loggers), std::move(detail));
    });
#endif
#ifdef TELEMETRYFLOW_WITH_GLOG
    install("glog", [&] { return Handle(std::make_shared<GlogSink>(client), "a sink"); });
#endif
#ifdef TELEMETRYFLOW_WITH_BOOST_LOG
    install("boost_log", [&] { return Handle(std::make_shared<BoostLogSink>(client), "a sink of the core"); });
#endif
#ifdef TELEMETRYFLOW_WITH_SQLITE
    install("sqlite", [&] {
        const bool sees_errors = watch_sqlite_errors();
        return Handle(std::make_shared<SqliteAutoTrace>(client),
                      sees_errors ? "connections opened from now on"
                                  : "connections opened from now on; too late to see which statements fail");
    });
#endif
#ifdef TELEMETRYFLOW_WITH_CURL
    install("curl", [&] { return Handle(std::make_shared<CurlInstallation>(client), "curl_perform()"); });
#endif
#ifdef TELEMETRYFLOW_WITH_PQXX
    done.skip("pqxx", "connections are wrapped one by one, with PqxxConnection");
#endif
#ifdef TELEMETRYFLOW_WITH_HIREDIS
    done.skip("hiredis", "connections are wrapped one by one, with HiredisConnection");
#endif
    return done;
}

}  // namespace

}  // namespace telemetryflow::integration
