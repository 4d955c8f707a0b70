#pragma once

// What a reader collected, as the messages that an exporter's receiver would have decoded.

#include <vector>

#include "telemetryflow/domain/metric_snapshot.hpp"

#include "support/otlp_requests.hpp"

namespace telemetryflow::tests::property {

/// Without exemplars.
[[nodiscard]] std::vector<Metric> metrics_of(const MetricSnapshot& snapshot);

}  // namespace telemetryflow::tests::property
