#pragma once

// The telemetry of this program: one client for all of it. Any thread may call anything. Nothing here throws: without
// telemetry a program does its work all the same.

#include <chrono>

#include "telemetryflow/telemetryflow.hpp"

namespace telemetry {

/// Starts telemetry as the environment says (.env.telemetryflow). Returns false, and says why on standard error, when
/// the environment is wrong; what is recorded goes nowhere then. Does nothing when it has been started.
bool init();
/// The same with settings of yours.
bool init(telemetryflow::TelemetryFlowBuilder builder);

/// Delivers what is left, for `timeout` at most, and stops. Returns whether everything was settled; true when telemetry
/// was not started.
bool shutdown(std::chrono::milliseconds timeout = std::chrono::seconds(5));

/// Whether what is recorded goes somewhere.
bool is_enabled();

/// The client, for all that the helpers do not offer; nullptr while telemetry has not been started. It stays valid to
/// the end of the program.
telemetryflow::TelemetryFlowClient* client();

}  // namespace telemetry
