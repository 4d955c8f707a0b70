#pragma once

// The least and the greatest of some values. A value.

#include <algorithm>
#include <limits>

namespace telemetryflow::hot {

struct Extremes {
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();

    void include(double value) noexcept {
        if (value < min) min = value;
        if (value > max) max = value;
    }
    void merge(const Extremes& other) noexcept {
        min = std::min(min, other.min);
        max = std::max(max, other.max);
    }
};

}  // namespace telemetryflow::hot
