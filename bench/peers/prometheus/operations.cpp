// prometheus-cpp: a handle to a counter or histogram is its bound instrument; attributes mean a look-up in the family.

#include <memory>
#include <string>

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "harness/request.hpp"
#include "harness/traits.hpp"
#include "peers/peers.hpp"

namespace telemetryflow::bench {
namespace {

class PrometheusRegistry final : public Destination {
public:
    [[nodiscard]] prometheus::Registry& registry() { return registry_; }

    [[nodiscard]] const std::string& subject() const override {
        static const std::string name("prometheus-cpp");
        return name;
    }
    // Nothing is on its way.
    void drain() override {}
    [[nodiscard]] std::uint64_t arrived(std::string_view metric) override {
        double sum = 0;
        for (const prometheus::MetricFamily& family : registry_.Collect()) {
            if (family.name != metric) continue;
            for (const prometheus::ClientMetric& one : family.metric)
                sum += one.counter.value + static_cast<double>(one.histogram.sample_count);
        }
        return static_cast<std::uint64_t>(sum);
    }

private:
    prometheus::Registry registry_;
};

// The SDK's default bounds.
const prometheus::Histogram::BucketBoundaries& boundaries() {
    static const prometheus::Histogram::BucketBoundaries values{0,   5,   10,    25,    50,    75,    100,   250,
                                                                500, 750, 1'000, 2'500, 5'000, 7'500, 10'000};
    return values;
}

struct PeerRequest {
    std::string method{Request{}.method};
    std::string route{Request{}.route};
    std::string status = std::to_string(Request{}.status);
};

void add_bound(OperationList& list, PrometheusRegistry& subject) {
    auto& counter = prometheus::BuildCounter().Name("bench_counter_bound").Register(subject.registry()).Add({});
    add_operation(list, "bound counter", subject, measurement_traits("bench_counter_bound"),
                  [&counter] { return [&counter] { counter.Increment(); }; });
    auto& histogram =
        prometheus::BuildHistogram().Name("bench_histogram_bound").Register(subject.registry()).Add({}, boundaries());
    add_operation(list, "bound histogram", subject, measurement_traits("bench_histogram_bound"), [&histogram] {
        return [&histogram, durations = Durations{}]() mutable { histogram.Observe(durations.next()); };
    });
}

void add_looked_up(OperationList& list, PrometheusRegistry& subject) {
    auto& counters = prometheus::BuildCounter().Name("bench_counter").Register(subject.registry());
    add_operation(list, "counter by handle, 3 attributes", subject, measurement_traits("bench_counter"), [&counters] {
        return [&counters, request = PeerRequest{}] {
            counters.Add({{"method", request.method}, {"route", request.route}, {"status", request.status}})
                .Increment();
        };
    });
    auto& histograms = prometheus::BuildHistogram().Name("bench_histogram").Register(subject.registry());
    add_operation(list, "histogram by handle, 3 attributes", subject, measurement_traits("bench_histogram"),
                  [&histograms] {
                      return [&histograms, request = PeerRequest{}, durations = Durations{}]() mutable {
                          histograms
                              .Add({{"method", request.method}, {"route", request.route}, {"status", request.status}},
                                   boundaries())
                              .Observe(durations.next());
                      };
                  });
}

}  // namespace

void add_prometheus_operations(OperationList& list) {
    static PrometheusRegistry subject;
    add_bound(list, subject);
    add_looked_up(list, subject);
}

}  // namespace telemetryflow::bench
