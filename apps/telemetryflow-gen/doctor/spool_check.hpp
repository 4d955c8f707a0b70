#pragma once

// Whether what is not delivered yet survives the process, and what dead processes left. Makes the state directory where
// it is missing, as the program itself would.

#include "telemetryflow/domain/telemetry_config.hpp"

#include "doctor/check_result.hpp"

namespace telemetryflow::gen {

[[nodiscard]] CheckResult check_spool(const TelemetryConfig& config);

}  // namespace telemetryflow::gen
