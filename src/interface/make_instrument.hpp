#pragma once

// Instruments out of what a client or a meter is asked for. A free function; callable from any thread.

#include <string_view>

#include "telemetryflow/instruments.hpp"

#include "hot/engine.hpp"

namespace telemetryflow {

/// Returns the instrument, made if it is new; `scope` null: the SDK's own. Throws TelemetryFlowError (InvalidConfig).
[[nodiscard]] hot::Instrument* make_instrument(hot::Engine& engine, hot::InstrumentKind kind, std::string_view name,
                                               const InstrumentOptions& options, const hot::Scope* scope = nullptr);

}  // namespace telemetryflow
