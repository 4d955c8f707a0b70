#pragma once

// What one collection of a MetricReader gives (OTLP ResourceMetrics). A value; share it between threads only for
// reading.

#include <vector>

#include "telemetryflow/domain/owned_attribute.hpp"
#include "telemetryflow/domain/scope_metrics.hpp"

namespace telemetryflow {

struct MetricSnapshot {
    /// Of the resource: who recorded, and where.
    std::vector<OwnedAttribute> resource{};
    /// Those with metrics, and these with points.
    std::vector<ScopeMetrics> scopes{};
};

}  // namespace telemetryflow
