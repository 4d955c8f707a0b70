#pragma once

// The answer to AggregateMetricsQuery, the greatest values first.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <string>
#include <vector>

#include "telemetryflow/application/queries/aggregated_group.hpp"
#include "telemetryflow/application/queries/metric_aggregation.hpp"

namespace telemetryflow {

struct AggregatedMetricResult {
    std::string name = {};
    MetricAggregation aggregation = MetricAggregation::Sum;
    std::string group_by = {};
    std::uint64_t total = 0;  // groups, on all pages
    std::vector<AggregatedGroup> groups = {};
};

}  // namespace telemetryflow
