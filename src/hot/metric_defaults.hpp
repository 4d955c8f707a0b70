#pragma once

// What decides which streams instruments have. Set once before recording starts.

#include <vector>

#include "telemetryflow/domain/histogram_aggregation.hpp"
#include "telemetryflow/domain/temporality.hpp"
#include "telemetryflow/domain/view.hpp"

namespace telemetryflow::hot {

struct MetricDefaults {
    std::vector<double> boundaries{};  // of histograms without their own; empty: OpenTelemetry's
    HistogramAggregation histogram_aggregation = HistogramAggregation::ExplicitBucket;
    std::vector<View> views{};
    Temporality exported = Temporality::Cumulative;  // the exporter's preference
    bool keeps_exemplars = true;
};

}  // namespace telemetryflow::hot
