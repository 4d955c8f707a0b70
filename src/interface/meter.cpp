#include "telemetryflow/meter.hpp"

#include <utility>

#include "interface/make_instrument.hpp"
#include "interface/make_observable.hpp"

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

CallbackRegistration Meter::observable_counter(std::string_view name, ObservableCallback callback,
                                               const InstrumentOptions& options) const {
    return make_observable(engine_, InstrumentKind::ObservableCounter, name, std::move(callback), options, scope_);
}

ObservableInstrument Meter::observable_counter(std::string_view name, const InstrumentOptions& options) const {
    return {engine_, make_instrument(*engine_, InstrumentKind::ObservableCounter, name, options, scope_)};
}

CallbackRegistration Meter::observable_up_down_counter(std::string_view name, ObservableCallback callback,
                                                       const InstrumentOptions& options) const {
    return make_observable(engine_, InstrumentKind::ObservableUpDownCounter, name, std::move(callback), options,
                           scope_);
}

ObservableInstrument Meter::observable_up_down_counter(std::string_view name, const InstrumentOptions& options) const {
    return {engine_, make_instrument(*engine_, InstrumentKind::ObservableUpDownCounter, name, options, scope_)};
}

CallbackRegistration Meter::observable_gauge(std::string_view name, ObservableCallback callback,
                                             const InstrumentOptions& options) const {
    return make_observable(engine_, InstrumentKind::ObservableGauge, name, std::move(callback), options, scope_);
}

ObservableInstrument Meter::observable_gauge(std::string_view name, const InstrumentOptions& options) const {
    return {engine_, make_instrument(*engine_, InstrumentKind::ObservableGauge, name, options, scope_)};
}

CallbackRegistration Meter::register_callback(ObservableCallback callback,
                                              const std::vector<ObservableInstrument>& instruments) const {
    std::vector<hot::Instrument*> observed;
    observed.reserve(instruments.size());
    for (const ObservableInstrument& instrument : instruments) {
        // Those of another client have no place in this one's collections.
        if (instrument.engine_.get() == engine_.get()) observed.push_back(instrument.instrument_);
    }
    return register_observer(engine_, std::move(callback), std::move(observed));
}

bool Meter::enabled() const noexcept {
    return engine_->may_record(SignalType::Metrics, *scope_);
}

}  // namespace telemetryflow
