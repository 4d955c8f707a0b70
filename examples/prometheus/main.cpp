// A service that Prometheus scrapes, beside what it exports.
//
//   OTEL_EXPORTER_PROMETHEUS_PORT=9464 ./example_prometheus & curl http://localhost:9464/metrics
//
// Handles orders until SIGTERM or SIGINT. The first line of output names where its metrics are. The last line on
// standard output is the client's own account of what became of its telemetry, as JSON.

#include <chrono>
#include <csignal>
#include <ctime>
#include <iostream>

#include <pthread.h>

#include "telemetryflow/integration/prometheus_endpoint.hpp"
#include "telemetryflow/prometheus_environment.hpp"
#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::Counter;
using telemetryflow::Histogram;
using telemetryflow::ObserverResult;
using telemetryflow::PrometheusEndpoint;
using telemetryflow::PrometheusEndpointOptions;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

sigset_t block_ends() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    return ends;
}

// Returns whether the program is to end, after waiting for that as long as an order takes.
bool ends_while_waiting(const sigset_t& ends) {
    constexpr long kNanos = 20'000'000;
    const timespec patience{.tv_sec = 0, .tv_nsec = kNanos};
    return sigtimedwait(&ends, nullptr, &patience) > 0;
}

}  // namespace

int main() try {
    const sigset_t ends = block_ends();  // before any thread starts
    const PrometheusEndpointOptions options = telemetryflow::prometheus_options_from_environment();
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-prometheus", "1.0.0").with_auto_configuration().build();
    client.initialize();
    const PrometheusEndpoint endpoint(client, options);
    std::cout << "metrics at http://" << options.host << ':' << endpoint.port() << options.path << std::endl;

    const Counter orders = client.counter("orders", {.unit = "{order}", .description = "Orders that were handled"});
    const Histogram durations =
        client.histogram("order.duration", {.unit = "s", .description = "How long an order took"});
    const auto begin = std::chrono::steady_clock::now();
    const auto seconds_since = [](auto start) {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    const auto uptime =
        client.observable_gauge("service.uptime", [&](ObserverResult& result) { result.observe(seconds_since(begin)); },
                                {.unit = "s", .description = "How long the service has run"});

    for (bool ended = false; !ended;) {
        // What is measured within a span is an exemplar with its trace.
        const Span span = client.span("handle order", SpanKind::Consumer);
        const auto start = std::chrono::steady_clock::now();
        ended = ends_while_waiting(ends);
        orders.add(1, {{"payment.method", "card"}});
        durations.record(seconds_since(start));
        client.log_info("order handled");
    }
    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::TelemetryFlowError& error) {
    std::cerr << error.what() << '\n';
    return 2;
}
