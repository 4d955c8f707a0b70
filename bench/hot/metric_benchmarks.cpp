// Measurements: by name, by handle, by bound handle.

#include "hot/burst.hpp"

namespace telemetryflow::bench {
namespace {

void counter_by_name(benchmark::State& state) {
    TelemetryFlowClient& client = recording_client();
    measure(state, client, kMetricBurst, [&] {
        client.increment_counter("http.server.requests", 1,
                                 {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"status", 200}});
    });
}
BENCHMARK(counter_by_name)->Name("counter/by_name/3_attributes")->Apply(threads_1_and_2);

void counter_without_attributes(benchmark::State& state) {
    const Counter counter = recording_client().counter("bench.counter.plain");
    measure(state, recording_client(), kMetricBurst, [&] { counter.add(1); });
}
BENCHMARK(counter_without_attributes)->Name("counter/handle/no_attributes")->Apply(threads_1_and_2);

void counter_by_handle(benchmark::State& state) {
    const Counter counter = recording_client().counter("bench.counter");
    measure(state, recording_client(), kMetricBurst, [&] {
        counter.add(1, {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"status", 200}});
    });
}
BENCHMARK(counter_by_handle)->Name("counter/handle/3_attributes")->Apply(threads_1_and_2);

void counter_thousand_series(benchmark::State& state) {
    const Counter counter = recording_client().counter("bench.counter.thousand");
    std::int64_t number = 0;
    measure(state, recording_client(), kMetricBurst, [&] {
        number = number == 999 ? 0 : number + 1;
        counter.add(1, {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"shard", number}});
    });
}
BENCHMARK(counter_thousand_series)->Name("counter/handle/1_of_1000_series")->Apply(threads_1_and_2);

void counter_bound(benchmark::State& state) {
    const BoundCounter counter = recording_client()
                                     .counter("bench.counter.bound")
                                     .bind({{"http.request.method", "GET"}, {"http.route", "/users/{id}"}});
    measure(state, recording_client(), kMetricBurst, [&] {
        counter.add(1);
        benchmark::ClobberMemory();
    });
}
BENCHMARK(counter_bound)->Name("counter/bound")->Apply(threads_1_and_2);

// Values that hit different buckets without a pattern that a branch predictor could learn from one.
double next_value(std::uint32_t& random) noexcept {
    random = random * 1'664'525U + 1'013'904'223U;
    return static_cast<double>(random >> 20U);
}

void histogram_by_handle(benchmark::State& state) {
    const Histogram histogram = recording_client().histogram("bench.histogram", {.unit = "ms"});
    std::uint32_t random = 1;
    measure(state, recording_client(), kMetricBurst, [&] {
        histogram.record(next_value(random),
                         {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"status", 200}});
    });
}
BENCHMARK(histogram_by_handle)->Name("histogram/handle/3_attributes")->Apply(threads_1_and_2);

void histogram_bound(benchmark::State& state) {
    const BoundHistogram histogram = recording_client()
                                         .histogram("bench.histogram.bound", {.unit = "ms"})
                                         .bind({{"http.request.method", "GET"}, {"http.route", "/users/{id}"}});
    std::uint32_t random = 1;
    measure(state, recording_client(), kMetricBurst, [&] { histogram.record(next_value(random)); });
}
BENCHMARK(histogram_bound)->Name("histogram/bound")->Apply(threads_1_and_2);

void gauge_by_name(benchmark::State& state) {
    TelemetryFlowClient& client = recording_client();
    measure(state, client, kMetricBurst, [&] {
        client.record_gauge("bench.gauge.by_name", 21.5, {{"room", "kitchen"}, {"floor", 2}, {"sensor", "north"}});
    });
}
BENCHMARK(gauge_by_name)->Name("gauge/by_name/3_attributes")->Apply(threads_1_and_2);

void gauge_by_handle(benchmark::State& state) {
    const Gauge gauge = recording_client().gauge("bench.gauge");
    measure(state, recording_client(), kMetricBurst, [&] {
        gauge.record(21.5, {{"room", "kitchen"}, {"floor", 2}, {"sensor", "north"}});
    });
}
BENCHMARK(gauge_by_handle)->Name("gauge/handle/3_attributes")->Apply(threads_1_and_2);

}  // namespace
}  // namespace telemetryflow::bench
