// Quoted by docs/guides/prometheus.md.

#include "telemetryflow/integration/prometheus_endpoint.hpp"
#include "telemetryflow/prometheus_environment.hpp"
#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

void run(TelemetryFlowClient& client) {
    // [endpoint]
    client.initialize();
    PrometheusEndpoint endpoint(client);  // http://localhost:9464/metrics, until its end
    // [/endpoint]
    endpoint.stop();
}

void run_as_told(TelemetryFlowClient& client) {
    // [environment]
    PrometheusEndpointOptions options;
    options.exposition.scope_labels = false;
    options = prometheus_options_from_environment(options);
    const PrometheusEndpoint endpoint(client, options);
    client.log_info("metrics are served", {{"server.port", endpoint.port()}});
    // [/environment]
}
