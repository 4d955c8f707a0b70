#pragma once

// The OpenTelemetry API as the scenarios use it.

#include <opentelemetry/baggage/baggage_context.h>
#include <opentelemetry/context/runtime_context.h>
#include <opentelemetry/logs/provider.h>
#include <opentelemetry/metrics/async_instruments.h>
#include <opentelemetry/metrics/meter.h>
#include <opentelemetry/metrics/meter_provider.h>
#include <opentelemetry/metrics/provider.h>
#include <opentelemetry/metrics/sync_instruments.h>
#include <opentelemetry/trace/context.h>
#include <opentelemetry/trace/provider.h>
#include <opentelemetry/trace/scope.h>
#include <opentelemetry/trace/tracer.h>

namespace telemetryflow::differential {

namespace api = opentelemetry;

inline api::nostd::shared_ptr<api::trace::Tracer> tracer() {
    return api::trace::Provider::GetTracerProvider()->GetTracer("library", "1.2");
}
inline api::nostd::shared_ptr<api::metrics::Meter> meter() {
    return api::metrics::Provider::GetMeterProvider()->GetMeter("library", "1.2");
}
inline api::nostd::shared_ptr<api::logs::Logger> logger() {
    return api::logs::Provider::GetLoggerProvider()->GetLogger("logger", "library", "1.2");
}

/// A time that no clock gives: it is compared as it is.
inline api::common::SystemTimestamp past(std::int64_t seconds = 0) {
    return api::common::SystemTimestamp(
        std::chrono::system_clock::time_point(std::chrono::seconds(1'300'000'000 + seconds)));
}

}  // namespace telemetryflow::differential
