#pragma once

// What a program gives observable instruments: anything that can be called with an ObserverResult&. It is called once
// for each collection, on the thread that collects, which is the client's own; never twice at the same time. It should
// be quick: telemetry waits for it. What it throws is caught and counted. A value.

#include <functional>
#include <type_traits>
#include <utility>

namespace telemetryflow {

class ObserverResult;

class ObservableCallback {
public:
    template <class Callable>
    requires std::is_invocable_v<Callable&, ObserverResult&> &&
        (!std::is_same_v<Callable, ObservableCallback>)ObservableCallback(Callable callable)
        : callable_(std::move(callable)) {}

    void operator()(ObserverResult& result) const { callable_(result); }

private:
    std::function<void(ObserverResult&)> callable_;
};

}  // namespace telemetryflow
