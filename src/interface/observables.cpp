#include <algorithm>
#include <cmath>
#include <memory>
#include <new>
#include <utility>

#include "telemetryflow/callback_registration.hpp"
#include "telemetryflow/client.hpp"
#include "telemetryflow/observable_instrument.hpp"
#include "telemetryflow/observer_result.hpp"

#include "interface/client_core.hpp"
#include "interface/make_observable.hpp"

namespace telemetryflow {

ObservableInstrument::ObservableInstrument(hot::EngineRef engine, hot::Instrument* instrument) noexcept
    : engine_(std::move(engine)), instrument_(instrument) {}

void ObserverResult::observe(NumberValue value, Attributes attributes) noexcept {
    observe(instruments_.size() == 1 ? instruments_.front() : nullptr, value, attributes);
}

void ObserverResult::observe(const ObservableInstrument& instrument, NumberValue value,
                             Attributes attributes) noexcept {
    observe(instrument.instrument_, value, attributes);
}

void ObserverResult::observe(hot::Instrument* instrument, NumberValue value, Attributes attributes) noexcept try {
    const bool is_known = std::find(instruments_.begin(), instruments_.end(), instrument) != instruments_.end();
    if (!is_known || !std::isfinite(value.to_double())) {
        engine_.drops.add(SignalType::Metrics, hot::DropReason::InvalidValue);
        return;
    }
    hot::EditCounts edits;
    engine_.metrics.observe(*instrument, value, attributes, edits);
} catch (const std::bad_alloc&) {
    engine_.drops.add(SignalType::Metrics, hot::DropReason::OutOfMemory);
}

void CallbackRegistration::remove() noexcept {
    if (id_ == 0) return;
    engine_->observers.remove(std::exchange(id_, 0));
    engine_ = {};
}

CallbackRegistration register_observer(const hot::EngineRef& engine, ObservableCallback callback,
                                       std::vector<hot::Instrument*> instruments) {
    auto observer = std::make_shared<CallbackObserver>(*engine, std::move(callback), std::move(instruments));
    return {engine, engine->observers.add(std::move(observer))};
}

CallbackRegistration make_observable(const hot::EngineRef& engine, hot::InstrumentKind kind, std::string_view name,
                                     ObservableCallback callback, const InstrumentOptions& options,
                                     const hot::Scope* scope) {
    return register_observer(engine, std::move(callback), {make_instrument(*engine, kind, name, options, scope)});
}

CallbackRegistration TelemetryFlowClient::observable_counter(std::string_view name, ObservableCallback callback,
                                                             const InstrumentOptions& options) {
    return make_observable(core().shared_engine(), hot::InstrumentKind::ObservableCounter, name, std::move(callback),
                           options);
}

CallbackRegistration TelemetryFlowClient::observable_up_down_counter(std::string_view name, ObservableCallback callback,
                                                                     const InstrumentOptions& options) {
    return make_observable(core().shared_engine(), hot::InstrumentKind::ObservableUpDownCounter, name,
                           std::move(callback), options);
}

CallbackRegistration TelemetryFlowClient::observable_gauge(std::string_view name, ObservableCallback callback,
                                                           const InstrumentOptions& options) {
    return make_observable(core().shared_engine(), hot::InstrumentKind::ObservableGauge, name, std::move(callback),
                           options);
}

}  // namespace telemetryflow
