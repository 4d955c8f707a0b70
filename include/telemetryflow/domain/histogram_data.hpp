#pragma once

// The points of a histogram with explicit buckets (OTLP Histogram). A value; share it between threads only for reading.

#include <vector>

#include "telemetryflow/domain/histogram_data_point.hpp"
#include "telemetryflow/domain/temporality.hpp"

namespace telemetryflow {

struct HistogramData {
    std::vector<HistogramDataPoint> points{};
    /// Delta or Cumulative.
    Temporality temporality = Temporality::Cumulative;
};

}  // namespace telemetryflow
