#pragma once

// The answer to GetMetricQuery.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <string>
#include <vector>

#include "telemetryflow/application/queries/metric_data_point.hpp"

namespace telemetryflow {

struct MetricQueryResult {
    std::string name = {};
    std::string unit = {};  // of the newest point, and so the following
    std::string description = {};
    std::string type = {};  // "gauge", "sum", "histogram", "exponential_histogram", "summary"; empty without points
    std::string temporality = {};  // "cumulative", "delta"; empty for a gauge or summary
    bool monotonic = false;
    std::uint64_t total = 0;  // points that match, on all pages
    std::vector<MetricDataPoint> data_points = {};
};

}  // namespace telemetryflow
