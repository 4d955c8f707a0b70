#pragma once

// What a callback of the OpenTelemetry API hands its values to. Lives as long as whoever kept it, and takes nothing any
// more once the callback has returned. Used by one thread.

#include <opentelemetry/metrics/observer_result.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/observer_result.hpp"

namespace telemetryflow::bridge {

template <class T>
class Observer final : public opentelemetry::metrics::ObserverResultT<T> {
public:
    explicit Observer(ObserverResult& result) noexcept : result_(&result) {}

    void Observe(T value) noexcept override {
        if (result_ != nullptr) result_->observe(value);
    }
    void Observe(T value, const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
        if (result_ != nullptr) result_->observe(value, AttributeList(attributes).attributes());
    }
    using opentelemetry::metrics::ObserverResultT<T>::Observe;

    /// The callback has returned.
    void end() noexcept { result_ = nullptr; }

private:
    ObserverResult* result_;
};

}  // namespace telemetryflow::bridge
