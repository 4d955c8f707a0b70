#pragma once

// Gives out tracers of the OpenTelemetry API whose spans a client records. Any thread.

#include <memory>
#include <utility>

#include <opentelemetry/trace/noop.h>
#include <opentelemetry/trace/tracer_provider.h>

#include "telemetryflow/bridge/client_link.hpp"
#include "telemetryflow/bridge/scoped_objects.hpp"
#include "telemetryflow/bridge/tracer.hpp"

namespace telemetryflow::bridge {

class TracerProvider final : public opentelemetry::trace::TracerProvider {
public:
    explicit TracerProvider(std::shared_ptr<ClientLink> link) noexcept : made_(std::move(link)) {}

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
    opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> GetTracer(
        opentelemetry::nostd::string_view name, opentelemetry::nostd::string_view version,
        opentelemetry::nostd::string_view schema_url,
        const opentelemetry::common::KeyValueIterable* attributes) noexcept override {
        return get({name, version, schema_url, attributes});
    }
    using opentelemetry::trace::TracerProvider::GetTracer;
#else
    opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> GetTracer(
        opentelemetry::nostd::string_view name, opentelemetry::nostd::string_view version = "",
        opentelemetry::nostd::string_view schema_url = "") noexcept override {
        return get({name, version, schema_url});
    }
#endif

private:
    using Made = ScopedObjects<opentelemetry::trace::Tracer, opentelemetry::trace::NoopTracer>;

    Made::Shared get(const Made::Request& request) noexcept {
        return made_.get(request, [this](TelemetryFlowClient& client, const InstrumentationScope& scope) {
            return new Tracer(client.tracer(scope), made_.link());
        });
    }

    Made made_;
};

}  // namespace telemetryflow::bridge
