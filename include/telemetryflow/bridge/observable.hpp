#pragma once

// An observable instrument of the OpenTelemetry API: the SDK asks its callbacks for values at each collection, as long
// as it lives. Owned by whoever created it; any thread.

#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include <opentelemetry/metrics/async_instruments.h>
#include <opentelemetry/metrics/observer_result.h>

#include "telemetryflow/bridge/observer.hpp"
#include "telemetryflow/callback_registration.hpp"
#include "telemetryflow/meter.hpp"
#include "telemetryflow/observable_instrument.hpp"

namespace telemetryflow::bridge {

template <class T>
class Observable final : public opentelemetry::metrics::ObservableInstrument {
public:
    Observable(telemetryflow::Meter meter, telemetryflow::ObservableInstrument instrument) noexcept
        : meter_(std::move(meter)), instrument_(std::move(instrument)) {}

    void AddCallback(opentelemetry::metrics::ObservableCallbackPtr callback, void* state) noexcept override try {
        const auto call = [callback, state](ObserverResult& result) {
            const opentelemetry::nostd::shared_ptr<opentelemetry::metrics::ObserverResultT<T>> observer(
                new Observer<T>(result));
            callback(observer, state);
            static_cast<Observer<T>&>(*observer).end();
        };
        CallbackRegistration registration = meter_.register_callback(call, {instrument_});
        const std::lock_guard lock(mutex_);
        callbacks_.push_back({callback, state, std::move(registration)});
    } catch (const std::bad_alloc&) {
        // Nothing of it is observed.
    }

    void RemoveCallback(opentelemetry::metrics::ObservableCallbackPtr callback, void* state) noexcept override {
        // Ended without the lock: it waits for a call under way, which may come here itself.
        CallbackRegistration removed;
        const std::lock_guard lock(mutex_);
        for (auto known = callbacks_.begin(); known != callbacks_.end(); ++known) {
            if (known->function != callback || known->state != state) continue;
            removed = std::move(known->registration);
            callbacks_.erase(known);
            return;
        }
    }

private:
    struct Callback {
        opentelemetry::metrics::ObservableCallbackPtr function;
        void* state;
        CallbackRegistration registration;
    };

    const telemetryflow::Meter meter_;
    const telemetryflow::ObservableInstrument instrument_;
    std::mutex mutex_;
    std::vector<Callback> callbacks_;
};

}  // namespace telemetryflow::bridge
