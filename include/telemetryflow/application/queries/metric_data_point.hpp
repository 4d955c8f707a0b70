#pragma once

// One data point of a metric, as the backend stored it.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "telemetryflow/application/queries/attribute_map.hpp"

namespace telemetryflow {

struct MetricDataPoint {
    std::uint64_t start_unix_nano = 0;
    std::uint64_t time_unix_nano = 0;
    std::optional<double> value = {};         // of a gauge or sum
    std::optional<std::uint64_t> count = {};  // of a histogram or summary, and so the following
    std::optional<double> sum = {};
    std::optional<double> min = {};
    std::optional<double> max = {};
    std::vector<double> explicit_bounds = {};
    std::vector<std::uint64_t> bucket_counts = {};  // one more than bounds
    std::string service_name = {};
    AttributeMap attributes = {};
};

}  // namespace telemetryflow
