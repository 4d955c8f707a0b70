#pragma once

// The points of a counter or an up-down counter (OTLP Sum). A value; share it between threads only for reading.

#include <vector>

#include "telemetryflow/domain/number_data_point.hpp"
#include "telemetryflow/domain/temporality.hpp"

namespace telemetryflow {

struct SumData {
    std::vector<NumberDataPoint> points{};
    /// Delta or Cumulative.
    Temporality temporality = Temporality::Cumulative;
    bool is_monotonic = false;
};

}  // namespace telemetryflow
