// Observable instruments: callbacks, their values, and what is not observed any more.

#include <string>

#include "differential/api.hpp"
#include "differential/scenario.hpp"

namespace telemetryflow::differential {
namespace {

using api::metrics::ObserverResult;
template <class T>
using Observer = api::nostd::shared_ptr<api::metrics::ObserverResultT<T>>;

std::int64_t g_value = 0;
bool g_observes = true;

void observe_integer(ObserverResult result, void* state) {
    if (!g_observes) return;
    const auto observer = api::nostd::get<Observer<std::int64_t>>(result);
    if (state == nullptr) return observer->Observe(g_value);
    observer->Observe(g_value, {{"state", *static_cast<int*>(state)}});
}
void observe_double(ObserverResult result, void* /*state*/) {
    const auto observer = api::nostd::get<Observer<double>>(result);
    observer->Observe(static_cast<double>(g_value) + 0.5, {{"k", "v"}});
    observer->Observe(static_cast<double>(g_value) - 0.5);
}

void add(Scenarios& scenarios, const std::string& name, const std::function<void(Subject&)>& run) {
    for (const bool delta : {false, true}) {
        scenarios.push_back({std::string("observable.") + (delta ? "delta." : "cumulative.") + name,
                             {.delta = delta},
                             [run](Subject& subject) {
                                 g_value = 5;
                                 g_observes = true;
                                 run(subject);
                             }});
    }
}

template <class Make>
void add_kind(Scenarios& scenarios, const std::string& kind, Make make, api::metrics::ObservableCallbackPtr callback) {
    add(scenarios, kind + ".one_collection", [=](Subject& subject) {
        const auto instrument = make();
        instrument->AddCallback(callback, nullptr);
        subject.collect();
        instrument->RemoveCallback(callback, nullptr);
    });
    add(scenarios, kind + ".two_collections", [=](Subject& subject) {
        const auto instrument = make();
        instrument->AddCallback(callback, nullptr);
        subject.collect();
        g_value = 12;
        subject.collect();
        instrument->RemoveCallback(callback, nullptr);
    });
}

}  // namespace

void add_observable_scenarios(Scenarios& scenarios) {
    add_kind(
        scenarios, "counter.integers", [] { return meter()->CreateInt64ObservableCounter("o", "described", "u"); },
        observe_integer);
    add_kind(
        scenarios, "counter.doubles", [] { return meter()->CreateDoubleObservableCounter("o"); }, observe_double);
    add_kind(
        scenarios, "up_down_counter.integers", [] { return meter()->CreateInt64ObservableUpDownCounter("o"); },
        observe_integer);
    add_kind(
        scenarios, "up_down_counter.doubles", [] { return meter()->CreateDoubleObservableUpDownCounter("o"); },
        observe_double);
    add_kind(
        scenarios, "gauge.integers", [] { return meter()->CreateInt64ObservableGauge("o"); }, observe_integer);
    add_kind(
        scenarios, "gauge.doubles", [] { return meter()->CreateDoubleObservableGauge("o"); }, observe_double);
    add(scenarios, "state_of_its_own", [](Subject& subject) {
        int first = 1;
        int second = 2;
        const auto gauge = meter()->CreateInt64ObservableGauge("o");
        gauge->AddCallback(observe_integer, &first);
        gauge->AddCallback(observe_integer, &second);
        subject.collect();
        gauge->RemoveCallback(observe_integer, &first);
        gauge->RemoveCallback(observe_integer, &second);
    });
    add(scenarios, "removed_callback", [](Subject& subject) {
        const auto gauge = meter()->CreateInt64ObservableGauge("o");
        gauge->AddCallback(observe_integer, nullptr);
        subject.collect();
        gauge->RemoveCallback(observe_integer, nullptr);
        subject.collect();
    });
    add(scenarios, "not_observed_any_more", [](Subject& subject) {
        const auto counter = meter()->CreateInt64ObservableCounter("o");
        counter->AddCallback(observe_integer, nullptr);
        subject.collect();
        g_observes = false;
        subject.collect();
        counter->RemoveCallback(observe_integer, nullptr);
    });
}

}  // namespace telemetryflow::differential
