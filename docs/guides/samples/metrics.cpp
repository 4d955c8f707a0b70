// Quoted by docs/guides/metrics.md.

#include <deque>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

struct MemoryFigures {
    std::int64_t used = 0;
    std::int64_t faults = 0;
};

MemoryFigures read_memory_figures();

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

void observable(TelemetryFlowClient& client, const std::deque<std::string>& jobs) {
    // [observable]
    const auto queue = client.observable_gauge("queue.length", [&jobs](ObserverResult& result) {
        result.observe(jobs.size(), {{"queue", "mail"}});
    });

    const Meter meter = client.meter({.name = "memory"});
    const auto used = meter.observable_up_down_counter("memory.used", {.unit = "By"});
    const auto faults = meter.observable_counter("memory.faults");
    const auto both = meter.register_callback(
        [=](ObserverResult& result) {
            const MemoryFigures figures = read_memory_figures();
            result.observe(used, figures.used);
            result.observe(faults, figures.faults);  // the sum as it stands, not what was added
        },
        {used, faults});
    // [/observable]
}

void views(TelemetryFlowBuilder& builder) {
    // [views]
    builder.with_view({.instrument_name = "http.server.request.duration", .attribute_keys = {{"http.route"}}})
        .with_view({.instrument_name = "noisy.*", .aggregation = ViewAggregation::Drop})
        .with_view({.instrument_name = "payload", .name = "payload.size", .unit = "By"})
        .with_view({.instrument_type = ViewInstrument::Histogram,
                    .meter_name = "db",
                    .aggregation = ViewAggregation::Base2ExponentialHistogram});
    // [/views]
}
