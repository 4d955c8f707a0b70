#include "telemetryflow/prometheus_text.hpp"

#include "infrastructure/prometheus/exposition_writer.hpp"

namespace telemetryflow {

PrometheusExposition prometheus_text(const MetricSnapshot& snapshot, PrometheusFormat format,
                                     const PrometheusOptions& options) {
    prometheus::ExpositionWriter writer(format, options);
    if (options.target_info) writer.add_resource(snapshot.resource);
    for (const ScopeMetrics& scope : snapshot.scopes)
        writer.add(scope);
    return writer.take();
}

}  // namespace telemetryflow
