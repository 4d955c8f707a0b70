#pragma once

// One span through the SDK itself, as any program sends it, and back by a query where the backend answers those.
// Blocks for a few seconds at most.

#include "doctor/check_result.hpp"

namespace telemetryflow::gen {

/// The environment must make a valid configuration.
[[nodiscard]] CheckResult check_round_trip();

}  // namespace telemetryflow::gen
