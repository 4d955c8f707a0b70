#pragma once

// The points of a gauge (OTLP Gauge). A value; share it between threads only for reading.

#include <vector>

#include "telemetryflow/domain/number_data_point.hpp"

namespace telemetryflow {

struct GaugeData {
    std::vector<NumberDataPoint> points{};
};

}  // namespace telemetryflow
