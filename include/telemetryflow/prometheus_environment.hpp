#pragma once

// The variables that OpenTelemetry has for a Prometheus exporter. Free functions; no other thread may change the
// environment meanwhile.

#include "telemetryflow/application/ports/environment.hpp"
#include "telemetryflow/domain/prometheus_endpoint_options.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

/// Returns `options` with what OTEL_EXPORTER_PROMETHEUS_HOST and OTEL_EXPORTER_PROMETHEUS_PORT say; an absent or empty
/// variable changes nothing. Throws ConfigError for a port that is none.
[[nodiscard]] TELEMETRYFLOW_EXPORT PrometheusEndpointOptions
prometheus_options_from_environment(PrometheusEndpointOptions options = {});

/// The same of another environment than the process's.
[[nodiscard]] TELEMETRYFLOW_EXPORT PrometheusEndpointOptions
prometheus_options_from_environment(const Environment& environment, PrometheusEndpointOptions options = {});

}  // namespace telemetryflow
