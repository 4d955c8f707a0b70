#pragma once

// A counter or up-down counter of the OpenTelemetry API, `Api`, that the SDK records as its own one, `Native`. Any
// thread.

#include <utility>

#include <opentelemetry/metrics/sync_instruments.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/bridge/in_context.hpp"

namespace telemetryflow::bridge {

template <class T, template <class> class Api, class Native>
class Adder final : public Api<T> {
public:
    Adder(Native counter, telemetryflow::Tracer tracer) noexcept
        : counter_(std::move(counter)), tracer_(std::move(tracer)) {}

    void Add(T value) noexcept override { counter_.add(value); }
    void Add(T value, const opentelemetry::context::Context& context) noexcept override {
        in_context(tracer_, context, [&] { Add(value); });
    }
    void Add(T value, const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
        counter_.add(value, AttributeList(attributes).attributes());
    }
    void Add(T value, const opentelemetry::common::KeyValueIterable& attributes,
             const opentelemetry::context::Context& context) noexcept override {
        in_context(tracer_, context, [&] { Add(value, attributes); });
    }
    using Api<T>::Add;

private:
    const Native counter_;
    const telemetryflow::Tracer tracer_;
};

}  // namespace telemetryflow::bridge
