// Measurements: by bound handle, by handle, by name; and collecting them.

#include <vector>

#include "harness/request.hpp"
#include "harness/traits.hpp"
#include "ours/operations.hpp"
#include "ours/our_client.hpp"

namespace telemetryflow::bench {
namespace {

TelemetryFlowClient& client() {
    return recording_client().client();
}

template <class Make>
void add(OperationList& list, const char* name, const char* metric, Make make) {
    add_operation(list, name, recording_client(), measurement_traits(metric), std::move(make));
}

// A gauge keeps the last value only: the values count up, so that it tells how many there were.
OperationTraits gauge_traits(const char* metric) {
    OperationTraits traits = measurement_traits(metric);
    traits.max_threads = 1;
    return traits;
}

void add_bound(OperationList& list) {
    const Request request;
    const auto counter = client().counter("bench.counter.bound");
    const auto counter_series = counter.bind(
        {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
    add(list, "bound counter", "bench.counter.bound", [counter_series] {
        return [counter_series] {
            counter_series.add(1);
            keep_stores();
        };
    });
    const auto histogram = client().histogram("bench.histogram.bound", {.unit = "ms"});
    const auto histogram_series = histogram.bind(
        {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
    add(list, "bound histogram", "bench.histogram.bound", [histogram_series] {
        return [histogram_series, durations = Durations{}]() mutable { histogram_series.record(durations.next()); };
    });
}

void add_counters(OperationList& list) {
    const Counter counter = client().counter("bench.counter");
    add(list, "counter by handle, 3 attributes", "bench.counter", [counter] {
        return [counter, request = Request{}] {
            counter.add(
                1,
                {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
        };
    });
    add(list, "counter by name, 3 attributes", "bench.counter.named", [] {
        return [&client = client(), request = Request{}] {
            client.increment_counter(
                "bench.counter.named", 1,
                {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
        };
    });
}

void add_histogram(OperationList& list) {
    const Histogram histogram = client().histogram("bench.histogram", {.unit = "ms"});
    add(list, "histogram by handle, 3 attributes", "bench.histogram", [histogram] {
        return [histogram, request = Request{}, durations = Durations{}]() mutable {
            histogram.record(
                durations.next(),
                {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
        };
    });
}

// Draining is the operation itself here, so that there is nothing to drain after it.
class CollectedClient final : public Destination {
public:
    [[nodiscard]] OurClient& client() { return client_; }
    [[nodiscard]] const std::string& subject() const override { return client_.subject(); }
    void drain() override {}
    [[nodiscard]] std::uint64_t arrived(std::string_view kind) override { return client_.arrived(kind); }

private:
    OurClient client_;
};

// One operation is one collection; the series get new values before it, outside the measured part.
void add_collection(OperationList& list) {
    static CollectedClient subject;
    const Counter counter = subject.client().client().counter("bench.counter.thousand");
    constexpr std::int64_t kSeries = 1'000;
    std::vector<BoundCounter> series;
    for (std::int64_t number = 0; number < kSeries; ++number)
        series.push_back(counter.bind({{"http.request.method", "GET"}, {"shard", number}}));
    add_operation(list, "collect and encode 1000 counter series", subject,
                  {.kind = "points", .records = kSeries, .burst = 1, .room = 1, .max_threads = 1}, [series] {
                      for (const BoundCounter& one : series)
                          one.add(1);
                      return [] { subject.client().drain(); };
                  });
}

}  // namespace

void add_metric_operations(OperationList& list) {
    add_bound(list);
    add_counters(list);
    add_histogram(list);
    add_collection(list);
}

void add_further_metric_operations(OperationList& list) {
    const Counter plain = client().counter("bench.counter.plain");
    add(list, "counter by handle, no attributes", "bench.counter.plain", [plain] { return [plain] { plain.add(1); }; });
    const Gauge gauge = client().gauge("bench.gauge");
    static double reading = 0;
    add_operation(list, "gauge by handle, 3 attributes", recording_client(), gauge_traits("bench.gauge"), [gauge] {
        return [gauge, request = Request{}] {
            gauge.record(
                ++reading,
                {{"http.request.method", request.method}, {"http.route", request.route}, {"status", request.status}});
        };
    });
}

}  // namespace telemetryflow::bench
