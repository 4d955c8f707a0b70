#pragma once

// A client with every kind of instrument, and an endpoint that serves it.

#include <optional>
#include <string>

#include <httplib.h>

#include "telemetryflow/integration/prometheus_endpoint.hpp"

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {

/// On loopback, at a port that the system picks.
inline PrometheusEndpointOptions on_loopback() {
    PrometheusEndpointOptions options;
    options.host = "127.0.0.1";
    options.port = 0;
    return options;
}

inline httplib::Result scrape(const PrometheusEndpoint& endpoint, const httplib::Headers& headers = {},
                              const std::string& path = "/metrics") {
    httplib::Client client("127.0.0.1", endpoint.port());
    client.set_read_timeout(30);
    return client.Get(path, headers);
}

/// Its exponential histogram is `queue.size`, and `dropped` a view's leftover.
inline TelemetryConfig config_with_views() {
    TelemetryConfig config = test_config();
    config.views = {
        {.instrument_name = "queue.size", .aggregation = ViewAggregation::Base2ExponentialHistogram},
        {.instrument_name = "http.requests", .attribute_keys = std::vector<std::string>{"http.route", "code"}}};
    return config;
}

struct PrometheusClient {
    PrometheusClient() {
        client->up_down_counter("connections", {.unit = "{connection}", .description = "Open connections"}).add(-2);
        client->gauge("oven.temperature", {.unit = "Cel", .description = "How hot it is"}).record(181.5);
        client->gauge("load", {.unit = "1", .description = "A share"}).record(0.25);
        const auto sizes = client->histogram("queue.size", {.unit = "By", .description = "Sizes of what waits"});
        for (const int size : {1, 2, 3, 4, 1000})
            sizes.record(size);
        client->meter({.name = "lib", .version = "1.2", .attributes = {{"mascot", "bear"}}})
            .counter("2xx.größe/strange-näme..ok", {.unit = "k.g", .description = "Line one\nline \"two\" \\ three"})
            .add(1.5, {{"a.b", "1"}, {"a_b", "2"}, {"strange \"value\"", "back\\slash\nnewline"}, {"on", true}});
        const auto requests = client->counter("http.requests", {.unit = "{request}", .description = "Requests"});
        const auto durations = client->histogram(
            "request.duration", {.unit = "s", .description = "How long it took", .boundaries = {0.1, 1}});
        requests.add(2, {{"http.route", "/orders/{id}"}, {"code", 200}});
        durations.record(0.05);
        const auto span = client->span("request");
        context = span.context();
        requests.add(3, {{"http.route", "/orders/{id}"}, {"code", 200}, {"user", "ann"}});
        durations.record(0.5);
        durations.record(7);
    }

    TestClient client{config_with_views()};
    CallbackRegistration uptime = client->observable_counter(
        "process.uptime", [](ObserverResult& result) { result.observe(42); }, {.unit = "s", .description = "Uptime"});
    CallbackRegistration threads =
        client->observable_gauge("process.threads", [](ObserverResult& result) { result.observe(5); },
                                 {.unit = "{thread}", .description = "Threads"});
    CallbackRegistration pool = client->observable_up_down_counter("pool.free",
                                                                   [](ObserverResult& result) {
                                                                       result.observe(3, {{"pool", "db"}});
                                                                   },
                                                                   {.description = "What is free"});
    SpanContext context;
};

}  // namespace telemetryflow::tests
