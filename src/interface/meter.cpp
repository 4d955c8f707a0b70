#include "telemetryflow/meter.hpp"

#include <utility>

#include "interface/make_instrument.hpp"

namespace telemetryflow {

using hot::InstrumentKind;

Meter::Meter(hot::EngineRef engine, const hot::Scope& scope) noexcept : engine_(std::move(engine)), scope_(&scope) {}

Counter Meter::counter(std::string_view name, const InstrumentOptions& options) const {
    return {engine_, make_instrument(*engine_, InstrumentKind::Counter, name, options, scope_)};
}

UpDownCounter Meter::up_down_counter(std::string_view name, const InstrumentOptions& options) const {
    return {engine_, make_instrument(*engine_, InstrumentKind::UpDownCounter, name, options, scope_)};
}

Gauge Meter::gauge(std::string_view name, const InstrumentOptions& options) const {
    return {engine_, make_instrument(*engine_, InstrumentKind::Gauge, name, options, scope_)};
}

Histogram Meter::histogram(std::string_view name, const InstrumentOptions& options) const {
    return {engine_, make_instrument(*engine_, InstrumentKind::Histogram, name, options, scope_)};
}

bool Meter::enabled() const noexcept {
    return engine_->may_record(SignalType::Metrics, *scope_);
}

}  // namespace telemetryflow
