// Random measurements from several threads against a map of what they must add up to. All values are multiples of 1/4
// and small, so that sums are exact in any order.

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "integration/client/test_client.hpp"
#include "property/generator.hpp"
#include "property/measured_series.hpp"

namespace telemetryflow::tests::property {
namespace {

constexpr int kSets = 12;
constexpr int kOverflowSet = -1;

// By instrument and attribute set.
using Model = std::map<std::pair<std::string, int>, MeasuredSeries>;

const std::vector<double> kBounds{-10, 0, 0.25, 1, 64, 1000};

// One attribute set, written differently every time: any order, and earlier values that a later one replaces.
std::vector<Attribute> attributes_of_set(Generator& random, int set) {
    static const std::vector<std::string_view> colours{"red", "green", "blue"};
    static const std::vector<double> weights{1, 2.5};
    std::vector<Attribute> attributes{{"set", set},
                                      {"colour", colours[static_cast<std::size_t>(set) % colours.size()]},
                                      {"even", set % 2 == 0},
                                      {"weights", weights}};
    for (std::size_t i = attributes.size(); i > 1; --i)
        std::swap(attributes[i - 1], attributes[random.below(i)]);
    if (random.chance(30)) attributes.insert(attributes.begin(), Attribute{"set", set + 1});
    if (random.chance(30)) attributes.insert(attributes.begin(), Attribute{"colour", 7});
    return attributes;
}

template <class Point>
int set_of(const Point& point) {
    const auto attributes = tests::attributes_of(point);
    if (attributes.contains("otel.metric.overflow")) {
        EXPECT_EQ(attributes.size(), 1U);
        return kOverflowSet;
    }
    EXPECT_EQ(attributes.size(), 4U);
    return std::stoi(attributes.at("set"));
}

double number_of(const otlp::metrics::v1::NumberDataPoint& point) {
    return point.has_as_int() ? static_cast<double>(point.as_int()) : point.as_double();
}

// One thread's measurements, and what they must come to.
class Measurer {
public:
    Measurer(TelemetryFlowClient& client, std::uint64_t seed) : client_(client), random_(seed) {}

    void run(int measurements) {
        const UpDownCounter level = client_.up_down_counter("level");
        const Histogram size = client_.histogram("size", {.unit = "By", .boundaries = kBounds});
        const int bound_set = static_cast<int>(random_.below(kSets));
        const BoundCounter bound = client_.counter("bound").bind(attributes_of_set(random_, bound_set));
        touched.insert({"bound", bound_set});
        for (int i = 0; i < measurements; ++i) {
            const int set = static_cast<int>(random_.below(kSets));
            const std::vector<Attribute> attributes = attributes_of_set(random_, set);
            const double value = value_to_record();
            const auto integer = static_cast<std::int64_t>(random_.below(200)) - 20;
            switch (random_.below(7)) {
                case 0:
                    client_.increment_counter("whole", integer, attributes);
                    expect(integer >= 0, "whole", set, static_cast<double>(integer));
                    break;
                case 1:
                    client_.increment_counter("mixed", integer, attributes);
                    expect(integer >= 0, "mixed", set, static_cast<double>(integer));
                    break;
                case 2:
                    client_.increment_counter("mixed", value, attributes);
                    expect(std::isfinite(value) && value >= 0, "mixed", set, value);
                    break;
                case 3:
                    level.add(value, attributes);
                    expect(std::isfinite(value), "level", set, value);
                    break;
                case 4:
                    client_.record_gauge("gauge", value, attributes);
                    expect(std::isfinite(value), "gauge", set, value);
                    break;
                case 5:
                    size.record(value, attributes);
                    expect(std::isfinite(value), "size", set, value, kBounds);
                    break;
                default:
                    bound.add(integer);
                    expect(integer >= 0, "bound", bound_set, static_cast<double>(integer));
                    break;
            }
        }
    }

    Model model;
    std::set<std::pair<std::string, int>> touched;  // a bound handle makes its series without a measurement
    std::uint64_t refused = 0;

private:
    double value_to_record() {
        if (random_.chance(4)) return std::numeric_limits<double>::quiet_NaN();
        if (random_.chance(4)) return std::numeric_limits<double>::infinity();
        if (random_.chance(4)) return -std::numeric_limits<double>::infinity();
        if (random_.chance(20)) return random_.one_of(kBounds);
        return (static_cast<double>(random_.below(8000)) - 1000) / 4;
    }

    void expect(bool accepted, const std::string& name, int set, double value, const std::vector<double>& bounds = {}) {
        if (!accepted) {
            ++refused;
            return;
        }
        model[{name, set}].measure(value, bounds);
    }

    TelemetryFlowClient& client_;
    Generator random_;
};

// What a receiver adds up, point by point, with a look at each point's times on the way.
class Receiver {
public:
    explicit Receiver(Temporality temporality) : temporality_(temporality) {}

    void take(const Received& received) {
        found_nothing_ = found_nothing_ || received.metrics.empty();
        // Requests arrive in order; all points of one collection have the same time.
        for (const Metric& metric : received.metrics) {
            if (metric.has_gauge()) {
                for (const auto& point : metric.gauge().data_points())
                    series[{metric.name(), set_of(point)}].last = number_of(point);
            } else if (metric.has_sum()) {
                const bool delta = is_delta(metric.name());
                EXPECT_EQ(metric.sum().aggregation_temporality() == otlp::metrics::v1::AGGREGATION_TEMPORALITY_DELTA,
                          delta);
                EXPECT_EQ(metric.sum().is_monotonic(), metric.name() != "level");
                for (const auto& point : metric.sum().data_points()) {
                    MeasuredSeries& known = series[{metric.name(), set_of(point)}];
                    check_times(metric.name(), point);
                    if (metric.sum().is_monotonic()) {
                        EXPECT_GE(number_of(point), delta ? 0 : known.sum);
                    }
                    known.sum = (delta ? known.sum : 0) + number_of(point);
                }
            } else {
                for (const auto& point : metric.histogram().data_points())
                    take_histogram(metric, point);
            }
        }
        for (const auto& metric : received.metrics)
            note_collection(metric);
    }

    Model series;

private:
    bool is_delta(const std::string& name) const { return temporality_ == Temporality::Delta && name != "level"; }

    void take_histogram(const Metric& metric, const otlp::metrics::v1::HistogramDataPoint& point) {
        check_times(metric.name(), point);
        EXPECT_TRUE(
            std::equal(kBounds.begin(), kBounds.end(), point.explicit_bounds().begin(), point.explicit_bounds().end()));
        MeasuredSeries now;
        now.buckets.assign(point.bucket_counts().begin(), point.bucket_counts().end());
        now.count = point.count();
        now.sum = point.sum();
        if (point.has_min()) now.min = point.min();
        if (point.has_max()) now.max = point.max();
        std::uint64_t in_buckets = 0;
        for (const std::uint64_t bucket : now.buckets)
            in_buckets += bucket;
        EXPECT_EQ(in_buckets, now.count);
        EXPECT_GT(now.count, 0U);
        MeasuredSeries& known = series[{metric.name(), set_of(point)}];
        if (is_delta(metric.name()))
            known.merge(now);
        else
            known = now;
    }

    template <class Point>
    void check_times(const std::string& name, const Point& point) {
        EXPECT_GT(point.start_time_unix_nano(), 0U);
        EXPECT_LE(point.start_time_unix_nano(), point.time_unix_nano()) << name;
        const auto key = std::make_pair(name, set_of(point));
        const auto [first, is_first] = starts_.try_emplace(key, point.start_time_unix_nano());
        if (is_first) return;
        if (is_delta(name)) {
            // The interval begins where an earlier collection ended, and after the series' previous point. When one
            // that found nothing ended, nobody told.
            EXPECT_TRUE(found_nothing_ || collections_.contains(point.start_time_unix_nano())) << name;
            EXPECT_GE(point.start_time_unix_nano(), ends_[key]) << name;
        } else {
            EXPECT_EQ(point.start_time_unix_nano(), first->second) << name;
        }
        EXPECT_GT(point.time_unix_nano(), ends_[key]) << name;
        ends_[key] = point.time_unix_nano();
        collections_.insert(point.time_unix_nano());
    }

    void note_collection(const Metric& metric) {
        for (const auto& point : metric.gauge().data_points())
            collections_.insert(point.time_unix_nano());
        for (const auto& point : metric.sum().data_points()) {
            collections_.insert(point.time_unix_nano());
            ends_[{metric.name(), set_of(point)}] = point.time_unix_nano();
        }
        for (const auto& point : metric.histogram().data_points()) {
            collections_.insert(point.time_unix_nano());
            ends_[{metric.name(), set_of(point)}] = point.time_unix_nano();
        }
    }

    Temporality temporality_;
    std::set<std::uint64_t> collections_;
    bool found_nothing_ = false;
    std::map<std::pair<std::string, int>, std::uint64_t> starts_;
    std::map<std::pair<std::string, int>, std::uint64_t> ends_;
};

// With a limit, a set is in a series of its own or in the overflow series, always with all of its measurements.
void expect_equal(const Model& expected, const Model& arrived, std::uint32_t limit, bool one_thread,
                  const std::set<std::pair<std::string, int>>& touched) {
    std::map<std::string, MeasuredSeries> overflow;
    std::map<std::string, std::uint32_t> own;
    for (const auto& [key, series] : expected) {
        const auto& [name, set] = key;
        const auto found = arrived.find(key);
        if (found == arrived.end()) {
            overflow[name].merge(series);
            continue;
        }
        ++own[name];
        if (name == "gauge") {
            if (one_thread) {
                EXPECT_EQ(found->second.last, series.last);
            }
            continue;
        }
        EXPECT_EQ(found->second.sum, series.sum) << name << ' ' << set;
        if (name != "size") continue;
        EXPECT_EQ(found->second.count, series.count);
        EXPECT_EQ(found->second.buckets, series.buckets);
        EXPECT_EQ(found->second.min, series.min);
        EXPECT_EQ(found->second.max, series.max);
    }
    for (const auto& [name, rest] : overflow) {
        const auto found = arrived.find({name, kOverflowSet});
        if (name == "bound") {
            if (rest.sum == 0) continue;
        } else {
            EXPECT_EQ(own[name], limit) << name;
        }
        ASSERT_NE(found, arrived.end()) << name;
        if (name == "gauge") continue;
        EXPECT_EQ(found->second.sum, rest.sum) << name;
        if (name != "size") continue;
        EXPECT_EQ(found->second.buckets, rest.buckets);
    }
    for (const auto& [key, series] : arrived) {
        if (key.second == kOverflowSet || expected.contains(key)) continue;
        EXPECT_TRUE(touched.contains(key)) << key.first << ' ' << key.second;
        EXPECT_EQ(series.sum, 0) << "nobody measured " << key.first;
    }
}

void run_program(Generator& random) {
    TelemetryConfig config = test_config();
    config.rate_limit = 0;
    config.temporality = random.chance(50) ? Temporality::Delta : Temporality::Cumulative;
    config.cardinality_limit = random.chance(50) ? 2000 : static_cast<std::uint32_t>(random.between(1, kSets));
    config.batch_max_size = static_cast<std::uint32_t>(random.between(1, 40));
    TestClient client(config);
    Receiver receiver(config.temporality);
    Model model;
    std::set<std::pair<std::string, int>> touched;
    std::uint64_t refused = 0;
    const bool one_thread = random.chance(30);
    for (int phase = 0; phase < 4; ++phase) {
        std::vector<Measurer> measurers;
        for (std::size_t i = 0; i < (one_thread ? 1 : 3); ++i)
            measurers.emplace_back(client.client, random.bits());
        std::atomic<std::size_t> done{0};
        std::vector<std::thread> threads;
        for (Measurer& measurer : measurers) {
            threads.emplace_back([&measurer, &done] {
                measurer.run(700);
                ++done;
            });
        }
        while (done < threads.size()) {
            receiver.take(client.receive());
            client.record->clear();
        }
        for (std::thread& thread : threads)
            thread.join();
        for (const Measurer& measurer : measurers) {
            for (const auto& [key, series] : measurer.model)
                model[key].merge(series);
            touched.insert(measurer.touched.begin(), measurer.touched.end());
            refused += measurer.refused;
        }
        receiver.take(client.receive());
        client.record->clear();
        expect_equal(model, receiver.series, config.cardinality_limit, one_thread, touched);
    }
    const SDKStatusResult status = client->get_status();
    const auto counted = status.refused_measurements.find("invalid_value");
    EXPECT_EQ(counted == status.refused_measurements.end() ? 0 : counted->second, refused);
    EXPECT_TRUE(status.of(SignalType::Metrics).balanced());
}

TEST(MetricsPropertyTest, PointsAddUpToWhatWasMeasured) {
    for_each_seed([](Generator& random) {
        for (int program = 0; program < 12 && !::testing::Test::HasFailure(); ++program) {
            SCOPED_TRACE("program " + std::to_string(program));
            run_program(random);
        }
    });
}

}  // namespace
}  // namespace telemetryflow::tests::property
