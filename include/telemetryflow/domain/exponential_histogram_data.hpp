#pragma once

// The points of a histogram with exponential buckets (OTLP ExponentialHistogram). A value; share it between threads
// only for reading.

#include <vector>

#include "telemetryflow/domain/exponential_histogram_data_point.hpp"
#include "telemetryflow/domain/temporality.hpp"

namespace telemetryflow {

struct ExponentialHistogramData {
    std::vector<ExponentialHistogramDataPoint> points{};
    /// Delta or Cumulative.
    Temporality temporality = Temporality::Cumulative;
};

}  // namespace telemetryflow
