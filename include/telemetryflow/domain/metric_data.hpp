#pragma once

// A metric as a reader collects it: what an instrument or a view made of it (OTLP Metric). A value; share it between
// threads only for reading.

#include <string>
#include <variant>

#include "telemetryflow/domain/exponential_histogram_data.hpp"
#include "telemetryflow/domain/gauge_data.hpp"
#include "telemetryflow/domain/histogram_data.hpp"
#include "telemetryflow/domain/sum_data.hpp"

namespace telemetryflow {

struct MetricData {
    std::string name{};
    std::string unit{};
    std::string description{};
    std::variant<GaugeData, SumData, HistogramData, ExponentialHistogramData> data{};
};

}  // namespace telemetryflow
