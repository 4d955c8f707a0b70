#pragma once

// Makes the SDK what the OpenTelemetry API's global providers record with: libraries that are instrumented with that
// API export by the client, and are correlated with what the program records with the client itself. Follows the
// OpenTelemetry API, "Global registries". To be compiled with the API headers of the program.

#include <memory>
#include <mutex>
#include <utility>

#include <opentelemetry/context/propagation/global_propagator.h>
#include <opentelemetry/context/propagation/noop_propagator.h>
#include <opentelemetry/context/runtime_context.h>
#include <opentelemetry/logs/provider.h>
#include <opentelemetry/metrics/noop.h>
#include <opentelemetry/metrics/provider.h>
#include <opentelemetry/trace/noop.h>
#include <opentelemetry/trace/provider.h>

#include "telemetryflow/bridge/client_link.hpp"
#include "telemetryflow/bridge/context_storage.hpp"
#include "telemetryflow/bridge/event_logger_provider.hpp"
#include "telemetryflow/bridge/logger_provider.hpp"
#include "telemetryflow/bridge/meter_provider.hpp"
#include "telemetryflow/bridge/propagator.hpp"
#include "telemetryflow/bridge/tracer_provider.hpp"
#include "telemetryflow/version.hpp"

namespace telemetryflow::bridge {

namespace detail {

struct Installed {
    std::mutex mutex;
    std::shared_ptr<ClientLink> link;
};

inline Installed& installed() {
    // Never destroyed: programs end in any order.
    static auto* const instance = new Installed;
    return *instance;
}

}  // namespace detail

/// Undoes install(): the global providers record nothing any more. What libraries got from them before is counted as
/// dropped when the client is shut down. Does nothing where nothing is installed.
inline void uninstall() {
    namespace nostd = opentelemetry::nostd;
    namespace context = opentelemetry::context;
    detail::Installed& installed = detail::installed();
    const std::lock_guard lock(installed.mutex);
    if (installed.link == nullptr) return;
    opentelemetry::trace::Provider::SetTracerProvider(
        nostd::shared_ptr<opentelemetry::trace::TracerProvider>(new opentelemetry::trace::NoopTracerProvider));
    opentelemetry::metrics::Provider::SetMeterProvider(
        nostd::shared_ptr<opentelemetry::metrics::MeterProvider>(new opentelemetry::metrics::NoopMeterProvider));
    opentelemetry::logs::Provider::SetLoggerProvider(
        nostd::shared_ptr<opentelemetry::logs::LoggerProvider>(new opentelemetry::logs::NoopLoggerProvider));
#if OPENTELEMETRY_ABI_VERSION_NO < 2
    set_event_logger_provider(
        nostd::shared_ptr<opentelemetry::logs::EventLoggerProvider>(new opentelemetry::logs::NoopEventLoggerProvider));
#endif
    context::propagation::GlobalTextMapPropagator::SetGlobalPropagator(
        nostd::shared_ptr<context::propagation::TextMapPropagator>(new context::propagation::NoOpPropagator));
    context::RuntimeContext::SetRuntimeContextStorage(
        nostd::shared_ptr<context::RuntimeContextStorage>(new context::ThreadLocalContextStorage));
    installed.link->cut();
    installed.link.reset();
}

/// Makes `client`, which is initialized, the global provider of traces, metrics, logs, propagation and context, instead
/// of what was before. To be called before libraries ask for tracers, meters and loggers, and while no span is active.
/// The client is neither moved nor destroyed before uninstall(). Throws NotInitializedError.
inline void install(TelemetryFlowClient& client) {
    namespace nostd = opentelemetry::nostd;
    namespace context = opentelemetry::context;
    telemetryflow::Tracer tracer = client.tracer({.name = "telemetryflow", .version = kVersion});
    uninstall();
    detail::Installed& installed = detail::installed();
    const std::lock_guard lock(installed.mutex);
    auto link = std::make_shared<ClientLink>(client);
    context::RuntimeContext::SetRuntimeContextStorage(
        nostd::shared_ptr<context::RuntimeContextStorage>(new ContextStorage(std::move(tracer))));
    opentelemetry::trace::Provider::SetTracerProvider(
        nostd::shared_ptr<opentelemetry::trace::TracerProvider>(new TracerProvider(link)));
    opentelemetry::metrics::Provider::SetMeterProvider(
        nostd::shared_ptr<opentelemetry::metrics::MeterProvider>(new MeterProvider(link)));
    opentelemetry::logs::Provider::SetLoggerProvider(
        nostd::shared_ptr<opentelemetry::logs::LoggerProvider>(new LoggerProvider(link)));
#if OPENTELEMETRY_ABI_VERSION_NO < 2
    set_event_logger_provider(nostd::shared_ptr<opentelemetry::logs::EventLoggerProvider>(new EventLoggerProvider));
#endif
    context::propagation::GlobalTextMapPropagator::SetGlobalPropagator(
        nostd::shared_ptr<context::propagation::TextMapPropagator>(new Propagator(link)));
    installed.link = std::move(link);
}

}  // namespace telemetryflow::bridge
