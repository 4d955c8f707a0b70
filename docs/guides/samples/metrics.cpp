// Quoted by docs/guides/metrics.md.

#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

void direct(TelemetryFlowClient& client) {
    // [direct]
    client.increment_counter("orders", 1, {{"payment.method", "card"}}, "{order}");
    client.record_gauge("stock.level", 12, {{"warehouse", "north"}}, "{item}");
    client.record_histogram("payment.duration", 0.042, "s");
    client.record_metric("oven.temperature", 181.5, "Cel");  // a gauge, unit first
    // [/direct]
}

void handles(TelemetryFlowClient& client) {
    // [handles]
    const auto requests = client.counter("http.requests", {.unit = "{request}", .description = "Requests served"});
    const auto open = client.up_down_counter("connections", {.unit = "{connection}"});
    const auto sizes = client.histogram("response.size", {.unit = "By", .boundaries = {1024, 65536, 1048576}});
    requests.add(1, {{"http.request.method", "GET"}});
    open.add(-1);
    sizes.record(5120);

    const auto posts = requests.bind({{"http.request.method", "POST"}});  // the attributes are looked up once, here
    posts.add(1);
    // [/handles]
}
