#pragma once

// What Prometheus is told beside the values. A value.

namespace telemetryflow {

struct PrometheusOptions {
    /// Whether every sample has the labels otel_scope_name, otel_scope_version, otel_scope_schema_url and
    /// otel_scope_<attribute>.
    bool scope_labels = true;
    /// Whether the resource is there as target_info.
    bool target_info = true;
    /// Whether counters and histograms have a sample <name>_created with their start; in OpenMetrics only. Prometheus
    /// keeps it as one more series where it is not told otherwise.
    bool created_samples = false;
};

}  // namespace telemetryflow
