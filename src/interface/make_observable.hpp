#pragma once

// Callbacks and their instruments out of what a client or a meter is asked for. Free functions; callable from any
// thread.

#include <string_view>
#include <vector>

#include "telemetryflow/callback_registration.hpp"
#include "telemetryflow/observable_callback.hpp"

#include "interface/callback_observer.hpp"
#include "interface/make_instrument.hpp"

namespace telemetryflow {

[[nodiscard]] CallbackRegistration register_observer(const hot::EngineRef& engine, ObservableCallback callback,
                                                     std::vector<hot::Instrument*> instruments);

/// An instrument with a callback of its own; `scope` null: the SDK's own. Throws TelemetryFlowError (InvalidConfig).
[[nodiscard]] CallbackRegistration make_observable(const hot::EngineRef& engine, hot::InstrumentKind kind,
                                                   std::string_view name, ObservableCallback callback,
                                                   const InstrumentOptions& options, const hot::Scope* scope = nullptr);

}  // namespace telemetryflow
