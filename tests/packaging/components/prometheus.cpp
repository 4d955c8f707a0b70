#include "telemetryflow/integration/prometheus_endpoint.hpp"

#include "program.hpp"

int main() {
    return run("scraped", [](telemetryflow::TelemetryFlowClient& client) {
        client.increment_counter("orders");
        telemetryflow::PrometheusEndpointOptions options;
        options.host = "127.0.0.1";
        options.port = 0;
        const telemetryflow::PrometheusEndpoint endpoint(client, options);
        httplib::Client scraper("127.0.0.1", endpoint.port());
        const httplib::Result answer = scraper.Get("/metrics");
        if (answer && answer->body.find("\norders_total{") != std::string::npos) client.log_info("scraped");
    });
}
