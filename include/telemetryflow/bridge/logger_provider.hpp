#pragma once

// Gives out loggers of the OpenTelemetry API whose records a client records. Any thread.

#include <memory>
#include <string>
#include <utility>

#include <opentelemetry/logs/logger_provider.h>
#include <opentelemetry/logs/noop.h>

#include "telemetryflow/bridge/client_link.hpp"
#include "telemetryflow/bridge/convert.hpp"
#include "telemetryflow/bridge/logger.hpp"
#include "telemetryflow/bridge/scoped_objects.hpp"

namespace telemetryflow::bridge {

class LoggerProvider final : public opentelemetry::logs::LoggerProvider {
public:
    explicit LoggerProvider(std::shared_ptr<ClientLink> link) noexcept : made_(std::move(link)) {}

    /// The scope is the library; where that is not named, the logger is. Loggers of one scope are told apart by their
    /// names alone.
    opentelemetry::nostd::shared_ptr<opentelemetry::logs::Logger> GetLogger(
        opentelemetry::nostd::string_view logger_name, opentelemetry::nostd::string_view library_name = "",
        opentelemetry::nostd::string_view library_version = "", opentelemetry::nostd::string_view schema_url = "",
        const opentelemetry::common::KeyValueIterable& attributes =
            opentelemetry::common::NoopKeyValueIterable()) override {
        const Made::Request request{.name = library_name.empty() ? logger_name : library_name,
                                    .version = library_version,
                                    .schema_url = schema_url,
                                    .attributes = &attributes,
                                    .further = logger_name};
        return made_.get(request, [&](TelemetryFlowClient& client, const InstrumentationScope& scope) {
            // What is enabled is asked where no span is current, which might leave records out by itself.
            const ContextGuard nowhere = client.tracer(scope).attach({});
            return new Logger(std::string(to_view(logger_name)), client.logger(scope));
        });
    }
    using opentelemetry::logs::LoggerProvider::GetLogger;

private:
    using Made = ScopedObjects<opentelemetry::logs::Logger, opentelemetry::logs::NoopLogger>;

    Made made_;
};

}  // namespace telemetryflow::bridge
