#pragma once

// Gives out tracers of the OpenTelemetry API whose spans a client records. Any thread.

#include <memory>
#include <utility>

#include <opentelemetry/trace/noop.h>
#include <opentelemetry/trace/tracer_provider.h>

#include "telemetryflow/bridge/client_link.hpp"
#include "telemetryflow/bridge/convert.hpp"
#include "telemetryflow/bridge/scope_cache.hpp"
#include "telemetryflow/bridge/tracer.hpp"

namespace telemetryflow::bridge {

class TracerProvider final : public opentelemetry::trace::TracerProvider {
public:
    explicit TracerProvider(std::shared_ptr<ClientLink> link) noexcept : link_(std::move(link)) {}

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
    opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> GetTracer(
        opentelemetry::nostd::string_view name, opentelemetry::nostd::string_view version,
        opentelemetry::nostd::string_view schema_url,
        const opentelemetry::common::KeyValueIterable* attributes) noexcept override {
        return get(name, version, schema_url, attributes);
    }
    using opentelemetry::trace::TracerProvider::GetTracer;
#else
    opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> GetTracer(
        opentelemetry::nostd::string_view name, opentelemetry::nostd::string_view version = "",
        opentelemetry::nostd::string_view schema_url = "") noexcept override {
        return get(name, version, schema_url, nullptr);
    }
#endif

private:
    using Shared = opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer>;

    Shared get(opentelemetry::nostd::string_view name, opentelemetry::nostd::string_view version,
               opentelemetry::nostd::string_view schema_url,
               const opentelemetry::common::KeyValueIterable* attributes) noexcept try {
        return tracers_.get(to_view(name), to_view(version), to_view(schema_url), attributes,
                            [this](const InstrumentationScope& scope) { return make(scope); });
    } catch (...) {
        // Memory is short, or the client was never initialized.
        return Shared(new opentelemetry::trace::NoopTracer);
    }
    Shared make(const InstrumentationScope& scope) {
        Shared made(new opentelemetry::trace::NoopTracer);
        link_->with_client(
            [&](TelemetryFlowClient& client) { made = Shared(new Tracer(client.tracer(scope), link_)); });
        return made;
    }

    const std::shared_ptr<ClientLink> link_;
    ScopeCache<opentelemetry::trace::Tracer> tracers_;
};

}  // namespace telemetryflow::bridge
