#pragma once

// Gives out meters of the OpenTelemetry API whose instruments a client records. Any thread.

#include <memory>
#include <utility>

#include <opentelemetry/metrics/meter_provider.h>
#include <opentelemetry/metrics/noop.h>

#include "telemetryflow/bridge/client_link.hpp"
#include "telemetryflow/bridge/convert.hpp"
#include "telemetryflow/bridge/meter.hpp"
#include "telemetryflow/bridge/scope_cache.hpp"

namespace telemetryflow::bridge {

class MeterProvider final : public opentelemetry::metrics::MeterProvider {
public:
    explicit MeterProvider(std::shared_ptr<ClientLink> link) noexcept : link_(std::move(link)) {}

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
    opentelemetry::nostd::shared_ptr<opentelemetry::metrics::Meter> GetMeter(
        opentelemetry::nostd::string_view name, opentelemetry::nostd::string_view version,
        opentelemetry::nostd::string_view schema_url,
        const opentelemetry::common::KeyValueIterable* attributes) noexcept override {
        return get(name, version, schema_url, attributes);
    }
    /// Its instruments stay: others may have it too.
    void RemoveMeter(opentelemetry::nostd::string_view, opentelemetry::nostd::string_view,
                     opentelemetry::nostd::string_view) noexcept override {}
    using opentelemetry::metrics::MeterProvider::GetMeter;
#else
    opentelemetry::nostd::shared_ptr<opentelemetry::metrics::Meter> GetMeter(
        opentelemetry::nostd::string_view name, opentelemetry::nostd::string_view version = "",
        opentelemetry::nostd::string_view schema_url = "") noexcept override {
        return get(name, version, schema_url, nullptr);
    }
#endif

private:
    using Shared = opentelemetry::nostd::shared_ptr<opentelemetry::metrics::Meter>;

    Shared get(opentelemetry::nostd::string_view name, opentelemetry::nostd::string_view version,
               opentelemetry::nostd::string_view schema_url,
               const opentelemetry::common::KeyValueIterable* attributes) noexcept try {
        return meters_.get(to_view(name), to_view(version), to_view(schema_url), attributes,
                           [this](const InstrumentationScope& scope) { return make(scope); });
    } catch (...) {
        // Memory is short, or the client was never initialized.
        return Shared(new opentelemetry::metrics::NoopMeter);
    }
    Shared make(const InstrumentationScope& scope) {
        Shared made(new opentelemetry::metrics::NoopMeter);
        link_->with_client([&](TelemetryFlowClient& client) { made = Shared(new Meter(client.meter(scope))); });
        return made;
    }

    const std::shared_ptr<ClientLink> link_;
    ScopeCache<opentelemetry::metrics::Meter> meters_;
};

}  // namespace telemetryflow::bridge
