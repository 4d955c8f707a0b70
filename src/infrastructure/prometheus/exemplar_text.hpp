#pragma once

// Exemplars as OpenMetrics has them behind a sample (compatibility specification, "Exemplar Conversion"). Pure
// functions.

#include <span>
#include <string>

#include "telemetryflow/domain/metric_exemplar.hpp"

namespace telemetryflow::prometheus {

/// The latest of those above `lower` and at most `upper`; null where there is none.
[[nodiscard]] const MetricExemplar* latest_exemplar(std::span<const MetricExemplar> exemplars, double lower,
                                                    double upper);

/// " # {labels} value timestamp".
void append_exemplar(std::string& text, const MetricExemplar& exemplar);

}  // namespace telemetryflow::prometheus
