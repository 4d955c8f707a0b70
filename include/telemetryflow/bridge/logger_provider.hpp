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
#include "telemetryflow/bridge/scope_cache.hpp"

namespace telemetryflow::bridge {

class LoggerProvider final : public opentelemetry::logs::LoggerProvider {
public:
    explicit LoggerProvider(std::shared_ptr<ClientLink> link) noexcept : link_(std::move(link)) {}

    /// The scope is the library; where that is not named, the logger is.
    opentelemetry::nostd::shared_ptr<opentelemetry::logs::Logger> GetLogger(
        opentelemetry::nostd::string_view logger_name, opentelemetry::nostd::string_view library_name = "",
        opentelemetry::nostd::string_view library_version = "", opentelemetry::nostd::string_view schema_url = "",
        const opentelemetry::common::KeyValueIterable& attributes =
            opentelemetry::common::NoopKeyValueIterable()) override try {
        const std::string_view name = library_name.empty() ? to_view(logger_name) : to_view(library_name);
        const std::lock_guard lock(mutex_);
        // Loggers of one library are told apart by their names alone.
        ScopeCache<opentelemetry::logs::Logger>& loggers = by_name_[std::string(to_view(logger_name))];
        return loggers.get(name, to_view(library_version), to_view(schema_url), &attributes,
                           [&](const InstrumentationScope& scope) { return make(to_view(logger_name), scope); });
    } catch (...) {
        // Memory is short, or the client was never initialized.
        return Shared(new opentelemetry::logs::NoopLogger);
    }
    using opentelemetry::logs::LoggerProvider::GetLogger;

private:
    using Shared = opentelemetry::nostd::shared_ptr<opentelemetry::logs::Logger>;

    Shared make(std::string_view name, const InstrumentationScope& scope) {
        Shared made(new opentelemetry::logs::NoopLogger);
        link_->with_client(
            [&](TelemetryFlowClient& client) { made = Shared(new Logger(std::string(name), client.logger(scope))); });
        return made;
    }

    const std::shared_ptr<ClientLink> link_;
    std::mutex mutex_;
    std::unordered_map<std::string, ScopeCache<opentelemetry::logs::Logger>> by_name_;
};

}  // namespace telemetryflow::bridge
