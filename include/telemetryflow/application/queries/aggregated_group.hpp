#pragma once

// One group of an AggregatedMetricResult.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <optional>
#include <string>

namespace telemetryflow {

struct AggregatedGroup {
    std::optional<std::string> key = {};  // the attribute's value as text; unset where points have no such attribute
    std::optional<double> value = {};     // unset when the points have no such number, as a summary has no minimum
    std::uint64_t points = 0;             // data points that went into it
};

}  // namespace telemetryflow
