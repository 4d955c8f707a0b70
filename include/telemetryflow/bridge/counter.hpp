#pragma once

// A counter of the OpenTelemetry API that the SDK records. Any thread.

#include <utility>

#include <opentelemetry/metrics/sync_instruments.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/instruments.hpp"

namespace telemetryflow::bridge {

template <class T>
class Counter final : public opentelemetry::metrics::Counter<T> {
public:
    explicit Counter(telemetryflow::Counter counter) noexcept : counter_(std::move(counter)) {}

    void Add(T value) noexcept override { counter_.add(value); }
    void Add(T value, const opentelemetry::context::Context& /*context*/) noexcept override { counter_.add(value); }
    void Add(T value, const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
        counter_.add(value, AttributeList(attributes).attributes());
    }
    void Add(T value, const opentelemetry::common::KeyValueIterable& attributes,
             const opentelemetry::context::Context& /*context*/) noexcept override {
        counter_.add(value, AttributeList(attributes).attributes());
    }
    using opentelemetry::metrics::Counter<T>::Add;

private:
    const telemetryflow::Counter counter_;
};

}  // namespace telemetryflow::bridge
