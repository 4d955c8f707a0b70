#pragma once

// A program's callback as the engine calls it. Called by one thread at a time.

#include <utility>
#include <vector>

#include "telemetryflow/observable_callback.hpp"
#include "telemetryflow/observer_result.hpp"

#include "hot/engine.hpp"
#include "hot/observer.hpp"

namespace telemetryflow {

class CallbackObserver final : public hot::Observer {
public:
    /// The engine owns it; `instruments` are the engine's.
    CallbackObserver(hot::Engine& engine, ObservableCallback callback, std::vector<hot::Instrument*> instruments)
        : engine_(engine), callback_(std::move(callback)), instruments_(std::move(instruments)) {}

    void observe() override {
        ObserverResult result(engine_, instruments_);
        callback_(result);
    }

private:
    hot::Engine& engine_;
    const ObservableCallback callback_;
    const std::vector<hot::Instrument*> instruments_;
};

}  // namespace telemetryflow
