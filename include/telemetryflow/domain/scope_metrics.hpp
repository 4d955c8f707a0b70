#pragma once

// The metrics of one instrumentation scope (OTLP ScopeMetrics). A value; share it between threads only for reading.

#include <string>
#include <vector>

#include "telemetryflow/domain/metric_data.hpp"
#include "telemetryflow/domain/owned_attribute.hpp"

namespace telemetryflow {

struct ScopeMetrics {
    std::string name{};
    std::string version{};
    std::string schema_url{};
    std::vector<OwnedAttribute> attributes{};
    std::vector<MetricData> metrics{};
};

}  // namespace telemetryflow
