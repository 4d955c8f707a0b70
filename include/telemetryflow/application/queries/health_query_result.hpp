#pragma once

// The answer to GetHealthQuery.
// Owns its data. A value; share it between threads only for reading.

#include <iosfwd>
#include <string>
#include <vector>

#include "telemetryflow/application/queries/component_health.hpp"
#include "telemetryflow/domain/health_status.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

struct HealthQueryResult {
    HealthStatus status = HealthStatus::Unhealthy;  // the worst of the components'
    std::string reason = {};                        // for people; empty when healthy
    std::vector<ComponentHealth> components = {};   // empty unless asked for

    /// Returns {"status", "reason", "components": [{"name", "status", "reason"}]}.
    [[nodiscard]] TELEMETRYFLOW_EXPORT std::string to_json() const;
};

/// Prints to_json().
TELEMETRYFLOW_EXPORT std::ostream& operator<<(std::ostream& out, const HealthQueryResult& result);

}  // namespace telemetryflow
