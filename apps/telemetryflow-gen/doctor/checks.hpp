#pragma once

// The checks of the doctor, in the order in which a fault makes those after it pointless.

#include <functional>

#include "doctor/check_result.hpp"

namespace telemetryflow::gen {

/// Runs all checks on the process's environment; each result is handed out as soon as it is there. What a fault leaves
/// nothing to find out is skipped and says so.
void run_checks(const std::function<void(const CheckResult&)>& report);

}  // namespace telemetryflow::gen
