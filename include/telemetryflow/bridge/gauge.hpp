#pragma once

// A gauge of the OpenTelemetry API, which has it from ABI version 2 on, that the SDK records. Any thread.

#include <opentelemetry/version.h>

#if OPENTELEMETRY_ABI_VERSION_NO >= 2

#include <type_traits>
#include <utility>

#include <opentelemetry/metrics/sync_instruments.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/bridge/in_context.hpp"
#include "telemetryflow/instruments.hpp"

namespace telemetryflow::bridge {

template <class T>
class Gauge final : public opentelemetry::metrics::Gauge<T> {
public:
    Gauge(telemetryflow::Gauge gauge, telemetryflow::Tracer tracer) noexcept
        : gauge_(std::move(gauge)), tracer_(std::move(tracer)) {}

    void Record(T value) noexcept override { record(value, {}); }
    void Record(T value, const opentelemetry::context::Context& context) noexcept override {
        in_context(tracer_, context, [&] { Record(value); });
    }
    void Record(T value, const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
        record(value, AttributeList(attributes).attributes());
    }
    void Record(T value, const opentelemetry::common::KeyValueIterable& attributes,
                const opentelemetry::context::Context& context) noexcept override {
        in_context(tracer_, context, [&] { Record(value, attributes); });
    }
    using opentelemetry::metrics::Gauge<T>::Record;

private:
    void record(T value, Attributes attributes) const noexcept {
        if constexpr (std::is_integral_v<T>) {
            gauge_.record_integer(value, attributes);
        } else {
            gauge_.record(value, attributes);
        }
    }

    const telemetryflow::Gauge gauge_;
    const telemetryflow::Tracer tracer_;
};

}  // namespace telemetryflow::bridge

#endif
