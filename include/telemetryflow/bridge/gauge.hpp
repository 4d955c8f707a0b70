#pragma once

// A gauge of the OpenTelemetry API, which has it from ABI version 2 on, that the SDK records. Any thread.

#include <opentelemetry/version.h>

#if OPENTELEMETRY_ABI_VERSION_NO >= 2

#include <utility>

#include <opentelemetry/metrics/sync_instruments.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/instruments.hpp"

namespace telemetryflow::bridge {

template <class T>
class Gauge final : public opentelemetry::metrics::Gauge<T> {
public:
    explicit Gauge(telemetryflow::Gauge gauge) noexcept : gauge_(std::move(gauge)) {}

    void Record(T value) noexcept override { gauge_.record(static_cast<double>(value)); }
    void Record(T value, const opentelemetry::context::Context& /*context*/) noexcept override { Record(value); }
    void Record(T value, const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
        gauge_.record(static_cast<double>(value), AttributeList(attributes).attributes());
    }
    void Record(T value, const opentelemetry::common::KeyValueIterable& attributes,
                const opentelemetry::context::Context& /*context*/) noexcept override {
        gauge_.record(static_cast<double>(value), AttributeList(attributes).attributes());
    }
    using opentelemetry::metrics::Gauge<T>::Record;

private:
    const telemetryflow::Gauge gauge_;
};

}  // namespace telemetryflow::bridge

#endif
