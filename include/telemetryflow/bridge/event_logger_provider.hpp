#pragma once

// Gives out event loggers of the OpenTelemetry API, which has them up to ABI version 1. Any thread.

#include <opentelemetry/version.h>

#if OPENTELEMETRY_ABI_VERSION_NO < 2

#include <utility>

#include <opentelemetry/logs/event_logger_provider.h>
#include <opentelemetry/logs/provider.h>

#include "telemetryflow/bridge/event_logger.hpp"

namespace telemetryflow::bridge {

class EventLoggerProvider final : public opentelemetry::logs::EventLoggerProvider {
public:
    opentelemetry::nostd::shared_ptr<opentelemetry::logs::EventLogger> CreateEventLogger(
        opentelemetry::nostd::shared_ptr<opentelemetry::logs::Logger> delegate_logger,
        opentelemetry::nostd::string_view event_domain) noexcept override {
        return opentelemetry::nostd::shared_ptr<opentelemetry::logs::EventLogger>(
            new EventLogger(std::move(delegate_logger), event_domain));
    }
};

/// Sets the global one. Later versions of the API call that deprecated, while libraries may still ask for it.
inline void set_event_logger_provider(
    const opentelemetry::nostd::shared_ptr<opentelemetry::logs::EventLoggerProvider>& provider) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    opentelemetry::logs::Provider::SetEventLoggerProvider(provider);
#pragma GCC diagnostic pop
}

}  // namespace telemetryflow::bridge

#endif
