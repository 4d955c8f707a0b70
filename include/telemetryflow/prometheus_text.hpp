#pragma once

// Metrics in the text formats that Prometheus scrapes, as OpenTelemetry's "Prometheus and OpenMetrics Compatibility"
// has it; for a service's own HTTP server. What starts one is telemetryflow::prometheus. A pure function; safe to call
// from any thread.

#include "telemetryflow/domain/metric_snapshot.hpp"
#include "telemetryflow/domain/prometheus_options.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/prometheus_exposition.hpp"
#include "telemetryflow/prometheus_format.hpp"

namespace telemetryflow {

/// Returns the snapshot of a cumulative MetricReader in `format`. Names get `_` for what Prometheus does not allow, the
/// word of their unit, and `_total` where they only grow; sums that do not are gauges. Exponential histograms, which
/// the formats cannot carry, become buckets between powers of two. Exemplars of counters and buckets are in OpenMetrics
/// only, the latest of each; those attributes that a view left out are with them as far as the format's 128 characters
/// allow. Whatever the locale, integers are written exactly and other numbers so that they read back as the same.
/// Throws std::bad_alloc.
[[nodiscard]] TELEMETRYFLOW_EXPORT PrometheusExposition prometheus_text(const MetricSnapshot& snapshot,
                                                                        PrometheusFormat format,
                                                                        const PrometheusOptions& options = {});

}  // namespace telemetryflow
