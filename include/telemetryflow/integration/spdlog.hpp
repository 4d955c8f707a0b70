#pragma once

// Records of spdlog as log records of OpenTelemetry: a sink, and a way to have it beside an asynchronous logger.
// Component `spdlog`. Tested with spdlog 1.10.

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <spdlog/details/log_msg.h>
#include <spdlog/details/os.h>
#include <spdlog/formatter.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/library_log.hpp"
#include "telemetryflow/integration/spdlog_forward_sink.hpp"

namespace telemetryflow::integration {

/// A sink for any number of loggers and threads; it takes no lock and waits for nothing. The client must outlive it.
/// Severities: trace, debug, info, warn, err and critical become Trace to Fatal. The record has the time, the thread
/// and the source location (where the macros SPDLOG_INFO and so on are used) of the call. Patterns do not apply: the
/// body is the bare message.
///
/// A record belongs to the span that is current on the thread that logged. spdlog's async_logger calls its sinks on
/// another thread, where that span is not to be had; such a record, and one of a backtrace that another thread dumps,
/// carries no span rather than a wrong one. make_front_logger() is the way out.
class SpdlogSink final : public spdlog::sinks::sink {
public:
    explicit SpdlogSink(TelemetryFlowClient& client) noexcept : client_(client) {}

    void log(const spdlog::details::log_msg& message) override {
        if (message.level >= spdlog::level::off) return;
        LibraryLog log;
        log.message = {message.payload.data(), message.payload.size()};
        log.severity = severity_of(message.level);
        log.timestamp_unix_nano = static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::nanoseconds>(message.time.time_since_epoch()).count());
        if (message.thread_id != 0 && message.thread_id != spdlog::details::os::thread_id())
            log.span_context = SpanContext{};
        log.logger_name = {message.logger_name.data(), message.logger_name.size()};
        if (!message.source.empty()) {
            log.file = text(message.source.filename);
            log.line = message.source.line;
            log.function = text(message.source.funcname);
        }
        log.thread_id = message.thread_id;
        emit_log(client_, log);
    }

    /// Does nothing: the client delivers by itself, and a logger that flushes must not wait for a backend.
    void flush() override {}
    void set_pattern(const std::string&) override {}
    void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

private:
    [[nodiscard]] static SeverityLevel severity_of(spdlog::level::level_enum level) noexcept {
        switch (level) {
            case spdlog::level::trace: return SeverityLevel::Trace;
            case spdlog::level::debug: return SeverityLevel::Debug;
            case spdlog::level::warn: return SeverityLevel::Warn;
            case spdlog::level::err: return SeverityLevel::Error;
            case spdlog::level::critical: return SeverityLevel::Fatal;
            default: return SeverityLevel::Info;
        }
    }
    [[nodiscard]] static std::string_view text(const char* value) noexcept {
        return value == nullptr ? std::string_view() : std::string_view(value);
    }

    TelemetryFlowClient& client_;
};

/// Returns a logger to use in the place of `behind`, which may be asynchronous: it has the same name and level, records
/// with the client on the thread that logs, and passes everything on to `behind`, whose own level is opened so that the
/// level of the front decides. The client must outlive it.
[[nodiscard]] inline std::shared_ptr<spdlog::logger> make_front_logger(TelemetryFlowClient& client,
                                                                       const std::shared_ptr<spdlog::logger>& behind) {
    const std::initializer_list<spdlog::sink_ptr> sinks = {std::make_shared<SpdlogSink>(client),
                                                           std::make_shared<SpdlogForwardSink>(behind)};
    auto front = std::make_shared<spdlog::logger>(behind->name(), sinks);
    front->set_level(behind->level());
    front->flush_on(behind->flush_level());
    behind->set_level(spdlog::level::trace);
    return front;
}

}  // namespace telemetryflow::integration
