// Spans: scoped, nested, by id, and those that sampling leaves out.

#include "hot/burst.hpp"

namespace telemetryflow::bench {
namespace {

void record_span(TelemetryFlowClient& client) {
    const Span span = client.span(
        "GET /users/{id}", SpanKind::Server,
        {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"http.response.status_code", 200}});
    benchmark::DoNotOptimize(&span);
}

void span_without_attributes(benchmark::State& state) {
    TelemetryFlowClient& client = recording_client();
    measure(state, client, kRecordBurst, [&] {
        const Span span = client.span("GET /users/{id}");
        benchmark::DoNotOptimize(&span);
    });
}
BENCHMARK(span_without_attributes)->Name("span/no_attributes")->Apply(threads_1_and_2);

void span_with_attributes(benchmark::State& state) {
    TelemetryFlowClient& client = recording_client();
    measure(state, client, kRecordBurst, [&] { record_span(client); });
}
BENCHMARK(span_with_attributes)->Name("span/3_attributes")->Apply(threads_1_and_2);

void span_child_event(benchmark::State& state) {
    TelemetryFlowClient& client = recording_client();
    measure(state, client, kRecordBurst, [&] {
        const Span parent = client.span(
            "GET /users/{id}", SpanKind::Server,
            {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"http.response.status_code", 200}});
        Span child = client.span("SELECT users", SpanKind::Client, {{"db.system", "postgresql"}});
        child.add_event("row fetched", {{"rows", 1}});
    });
}
BENCHMARK(span_child_event)->Name("span/child_and_event")->Apply(threads_1_and_2);

void span_by_id(benchmark::State& state) {
    TelemetryFlowClient& client = recording_client();
    measure(state, client, kRecordBurst, [&] {
        const SpanId id = client.start_span(
            "GET /users/{id}", SpanKind::Server,
            {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"http.response.status_code", 200}});
        client.end_span(id);
    });
}
BENCHMARK(span_by_id)->Name("span/by_id/3_attributes")->Apply(threads_1_and_2);

void span_not_sampled(benchmark::State& state) {
    TelemetryFlowClient& client = unsampled_client();
    measure(state, client, kRecordBurst, [&] { record_span(client); });
}
BENCHMARK(span_not_sampled)->Name("span/not_sampled/3_attributes")->Apply(threads_1_and_2);

}  // namespace
}  // namespace telemetryflow::bench
