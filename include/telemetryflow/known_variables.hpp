#pragma once

// The names of the environment variables that with_auto_configuration() and prometheus_options_from_environment() read:
// whoever sets one by another name sets nothing. A free function; safe to use from any thread.

#include <string>
#include <vector>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

/// Returns each name once, the SDK's own before OpenTelemetry's, in the order of docs/reference/environment.md.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::vector<std::string> known_variables();

}  // namespace telemetryflow
