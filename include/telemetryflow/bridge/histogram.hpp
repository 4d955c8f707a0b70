#pragma once

// A histogram of the OpenTelemetry API that the SDK records. Any thread.

#include <utility>

#include <opentelemetry/metrics/sync_instruments.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/bridge/in_context.hpp"
#include "telemetryflow/instruments.hpp"

namespace telemetryflow::bridge {

template <class T>
class Histogram final : public opentelemetry::metrics::Histogram<T> {
public:
    Histogram(telemetryflow::Histogram histogram, telemetryflow::Tracer tracer) noexcept
        : histogram_(std::move(histogram)), tracer_(std::move(tracer)) {}

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
    void Record(T value) noexcept override {
        histogram_.record(static_cast<double>(value));
    }
    void Record(T value, const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
        histogram_.record(static_cast<double>(value), AttributeList(attributes).attributes());
    }
#endif
    void Record(T value, const opentelemetry::context::Context& context) noexcept override {
        in_context(tracer_, context, [&] { histogram_.record(static_cast<double>(value)); });
    }
    void Record(T value, const opentelemetry::common::KeyValueIterable& attributes,
                const opentelemetry::context::Context& context) noexcept override {
        in_context(tracer_, context,
                   [&] { histogram_.record(static_cast<double>(value), AttributeList(attributes).attributes()); });
    }
    using opentelemetry::metrics::Histogram<T>::Record;

private:
    const telemetryflow::Histogram histogram_;
    const telemetryflow::Tracer tracer_;
};

}  // namespace telemetryflow::bridge
