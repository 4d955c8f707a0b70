#pragma once

// The health of one part of the SDK.
// Owns its data. A value; share it between threads only for reading.

#include <string>

#include "telemetryflow/domain/health_status.hpp"

namespace telemetryflow {

struct ComponentHealth {
    std::string name = {};  // for example "exporter"
    HealthStatus status = HealthStatus::Healthy;
    std::string reason = {};  // empty when healthy
};

}  // namespace telemetryflow
