#pragma once

// Gives out meters of the OpenTelemetry API whose instruments a client records. Any thread.

#include <memory>
#include <utility>

#include <opentelemetry/metrics/meter_provider.h>
#include <opentelemetry/metrics/noop.h>

#include "telemetryflow/bridge/client_link.hpp"
#include "telemetryflow/bridge/meter.hpp"
#include "telemetryflow/bridge/scoped_objects.hpp"

namespace telemetryflow::bridge {

class MeterProvider final : public opentelemetry::metrics::MeterProvider {
public:
    explicit MeterProvider(std::shared_ptr<ClientLink> link) noexcept : made_(std::move(link)) {}

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
    opentelemetry::nostd::shared_ptr<opentelemetry::metrics::Meter> GetMeter(
        opentelemetry::nostd::string_view name, opentelemetry::nostd::string_view version,
        opentelemetry::nostd::string_view schema_url,
        const opentelemetry::common::KeyValueIterable* attributes) noexcept override {
        return get({name, version, schema_url, attributes});
    }
    /// Its instruments stay: others may have it too.
    void RemoveMeter(opentelemetry::nostd::string_view, opentelemetry::nostd::string_view,
                     opentelemetry::nostd::string_view) noexcept override {}
    using opentelemetry::metrics::MeterProvider::GetMeter;
#else
    opentelemetry::nostd::shared_ptr<opentelemetry::metrics::Meter> GetMeter(
        opentelemetry::nostd::string_view name, opentelemetry::nostd::string_view version = "",
        opentelemetry::nostd::string_view schema_url = "") noexcept override {
        return get({name, version, schema_url});
    }
#endif

private:
    using Made = ScopedObjects<opentelemetry::metrics::Meter, opentelemetry::metrics::NoopMeter>;

    Made::Shared get(const Made::Request& request) noexcept {
        return made_.get(request, [](TelemetryFlowClient& client, const InstrumentationScope& scope) {
            return new Meter(client.meter(scope), client.tracer(scope));
        });
    }

    Made made_;
};

}  // namespace telemetryflow::bridge
