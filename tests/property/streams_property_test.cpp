// Random measurements through random views, by several threads that come and go, against what the views have to make of
// them: every series that arrives has all that was measured for it, once. All values are multiples of 1/4 and small, so
// that sums are exact in any order.

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

#include "telemetryflow/metric_reader.hpp"

#include "integration/client/test_client.hpp"
#include "property/random_views.hpp"
#include "property/snapshot_metrics.hpp"
#include "property/stream_receiver.hpp"

namespace telemetryflow::tests::property {
namespace {

constexpr int kSets = 12;
const std::vector<double> kBounds{-10, 0, 0.25, 1, 64, 1000};
const SeriesAttributes kOverflow{{"otel.metric.overflow", "true"}};

const std::map<std::string, ViewInstrument> kInstruments{{"s.counter", ViewInstrument::Counter},
                                                         {"s.level", ViewInstrument::UpDownCounter},
                                                         {"s.gauge", ViewInstrument::Gauge},
                                                         {"s.size", ViewInstrument::Histogram},
                                                         {"o.counter", ViewInstrument::ObservableCounter},
                                                         {"o.level", ViewInstrument::ObservableUpDownCounter},
                                                         {"o.gauge", ViewInstrument::ObservableGauge}};

std::vector<std::string> instrument_names() {
    std::vector<std::string> names;
    for (const auto& [name, kind] : kInstruments)
        names.push_back(name);
    return names;
}

std::string_view colour_of(int set) {
    static constexpr std::string_view kColours[] = {"red", "green", "blue"};
    return kColours[set % 3];
}

SeriesAttributes text_of_set(int set) {
    return {{"set", std::to_string(set)},
            {"colour", std::string(colour_of(set))},
            {"even", set % 2 == 0 ? "true" : "false"}};
}

// In any order.
std::vector<Attribute> attributes_of_set(Generator& random, int set) {
    std::vector<Attribute> attributes{{"set", set}, {"colour", colour_of(set)}, {"even", set % 2 == 0}};
    for (std::size_t i = attributes.size(); i > 1; --i)
        std::swap(attributes[i - 1], attributes[random.below(i)]);
    return attributes;
}

using StreamsOf = std::map<std::string, std::vector<ExpectedStream>>;

void measure(SeriesModel& model, const std::vector<ExpectedStream>& streams, int set, double value) {
    for (const ExpectedStream& stream : streams)
        model[{stream.name, stream.kept(text_of_set(set))}].measure(value);
}

// One thread's measurements, and what they must come to.
class Measurer {
public:
    Measurer(TelemetryFlowClient& client, const StreamsOf& streams, std::uint64_t seed)
        : client_(client), streams_(streams), random_(seed) {}

    void run(int measurements) {
        const Counter counter = client_.counter("s.counter");
        const UpDownCounter level = client_.up_down_counter("s.level");
        const Gauge gauge = client_.gauge("s.gauge");
        const Histogram size = client_.histogram("s.size", {.boundaries = kBounds});
        const int bound_set = static_cast<int>(random_.below(kSets));
        const std::vector<Attribute> of_bound = attributes_of_set(random_, bound_set);
        const BoundCounter bound_counter = counter.bind(of_bound);
        const BoundHistogram bound_size = size.bind(of_bound);
        touch("s.counter", bound_set);
        for (int i = 0; i < measurements; ++i) {
            const int set = static_cast<int>(random_.below(kSets));
            const std::vector<Attribute> attributes = attributes_of_set(random_, set);
            const double value = (static_cast<double>(random_.below(8000)) - 1000) / 4;
            const auto integer = static_cast<std::int64_t>(random_.below(200));
            switch (random_.below(8)) {
                case 0:
                    counter.add(integer, attributes);
                    expect("s.counter", set, static_cast<double>(integer));
                    break;
                case 1:
                    client_.increment_counter("s.counter", std::fabs(value), attributes);
                    expect("s.counter", set, std::fabs(value));
                    break;
                case 2:
                    level.add(value, attributes);
                    expect("s.level", set, value);
                    break;
                case 3:
                    level.add(-integer, attributes);
                    expect("s.level", set, static_cast<double>(-integer));
                    break;
                case 4:
                    gauge.record(value, attributes);
                    expect("s.gauge", set, value);
                    break;
                case 5:
                    size.record(value, attributes);
                    expect("s.size", set, value);
                    break;
                case 6:
                    bound_counter.add(integer);
                    expect("s.counter", bound_set, static_cast<double>(integer));
                    break;
                default:
                    bound_size.record(value);
                    expect("s.size", bound_set, value);
                    break;
            }
        }
    }

    SeriesModel model;
    std::set<std::pair<std::string, SeriesAttributes>> touched;  // a bound handle makes its series unmeasured

private:
    void expect(const char* instrument, int set, double value) { measure(model, streams_.at(instrument), set, value); }
    void touch(const char* instrument, int set) {
        for (const ExpectedStream& stream : streams_.at(instrument))
            touched.insert({stream.name, stream.kept(text_of_set(set))});
    }

    TelemetryFlowClient& client_;
    const StreamsOf& streams_;
    Generator random_;
};

// The observable instruments: sets join in any place and stay, and have values that the program changes between
// collections.
class Observed {
public:
    Observed(TelemetryFlowClient& client, const StreamsOf& streams) : streams_(streams) {
        registrations_.push_back(client.observable_counter("o.counter", callback("o.counter")));
        registrations_.push_back(client.observable_up_down_counter("o.level", callback("o.level")));
        registrations_.push_back(client.observable_gauge("o.gauge", callback("o.gauge")));
        registrations_.push_back(client.observable_gauge(
            StreamReceiver::kHeartbeat, ObservableCallback([](ObserverResult& result) { result.observe(1); })));
    }

    void change(Generator& random) {
        const std::lock_guard lock(mutex_);
        for (auto& [instrument, values] : values_) {
            for (std::pair<int, double>& one : values) {
                if (random.chance(30)) continue;
                const double by = static_cast<double>(random.below(400)) / 4;
                one.second += instrument == "o.counter" || random.chance(50) ? by : -by;
            }
            // Of two that change places one may lose its room to the other.
            if (values.size() > 1) std::swap(values[random.below(values.size())], values[random.below(values.size())]);
            const int joins = static_cast<int>(random.below(kSets));
            const bool is_there =
                std::any_of(values.begin(), values.end(), [&](const auto& one) { return one.first == joins; });
            if (is_there) continue;
            // The first ones have the room: others lose it to one that joins before them.
            const auto place = values.begin() + static_cast<std::ptrdiff_t>(random.below(values.size() + 1));
            values.insert(place, {joins, static_cast<double>(random.below(400)) / 4});
        }
    }

    /// What the last collection had to observe.
    [[nodiscard]] SeriesModel model() const {
        const std::lock_guard lock(mutex_);
        SeriesModel model;
        for (const auto& [instrument, values] : values_) {
            for (const auto& [set, value] : values)
                measure(model, streams_.at(instrument), set, value);
        }
        return model;
    }

private:
    ObservableCallback callback(const char* instrument) {
        return ObservableCallback([this, &values = values_[instrument]](ObserverResult& result) {
            const std::lock_guard lock(mutex_);
            for (const auto& [set, value] : values) {
                // A whole number as one, so that sums are of both kinds.
                const bool is_whole = value == std::floor(value);
                const std::vector<Attribute> attributes{
                    {"colour", colour_of(set)}, {"set", set}, {"even", set % 2 == 0}};
                result.observe(is_whole ? NumberValue(static_cast<std::int64_t>(value)) : NumberValue(value),
                               attributes);
            }
        });
    }

    const StreamsOf& streams_;
    mutable std::mutex mutex_;
    std::map<std::string, std::vector<std::pair<int, double>>> values_;  // in the order of observing
    std::vector<CallbackRegistration> registrations_;
};

void expect_equal(const ExpectedStream& stream, bool one_thread, const PointSeries& arrived,
                  const PointSeries& measured) {
    if (stream.aggregation == ViewAggregation::LastValue) {
        if (one_thread || stream.is_observable()) {
            EXPECT_EQ(arrived.last, measured.last);
        }
        return;
    }
    // What may be negative has a distribution without a sum.
    if (!stream.is_histogram() || stream.is_monotonic()) {
        EXPECT_EQ(arrived.sum, measured.sum);
    }
    if (!stream.is_histogram()) return;
    EXPECT_EQ(arrived.count, measured.count);
    if (stream.aggregation == ViewAggregation::ExplicitBucketHistogram) {
        EXPECT_EQ(arrived.buckets, measured.buckets_of_values(stream.bounds));
    } else {
        EXPECT_EQ(arrived.exponential, ExponentialCounts::of_values(measured.values, arrived.exponential.scale));
    }
    if (!stream.has_extremes) return;
    EXPECT_EQ(arrived.min, measured.min);
    EXPECT_EQ(arrived.max, measured.max);
}

double sum_of(const SeriesModel& model, const ExpectedStream& stream) {
    double sum = 0;
    for (const auto& [key, series] : model) {
        if (key.first == stream.name) sum += series.sum;
    }
    return sum;
}

// A set is in a series of its own or, when those are as many as the limit, in the overflow series: always with all of
// its measurements.
void expect_equal(const ExpectedStream& stream, Temporality preference, bool one_thread, const SeriesModel& arrived,
                  const SeriesModel& measured, const std::set<std::pair<std::string, SeriesAttributes>>& touched) {
    SCOPED_TRACE(stream.name);
    // Deltas of what was observed first in one collection and not in another are in both.
    if (stream.is_observable() && stream.is_delta(preference) && arrived.contains({stream.name, kOverflow})) {
        if (stream.aggregation == ViewAggregation::Sum) {
            EXPECT_EQ(sum_of(arrived, stream), sum_of(measured, stream));
        }
        return;
    }
    PointSeries rest;
    std::uint32_t own = 0;
    bool is_over = false;
    for (const auto& [key, series] : measured) {
        if (key.first != stream.name) continue;
        const auto found = arrived.find(key);
        if (found == arrived.end()) {
            is_over = true;
            rest.merge(series);
            continue;
        }
        ++own;
        expect_equal(stream, one_thread, found->second, series);
    }
    for (const auto& [key, series] : arrived) {
        if (key.first != stream.name || key.second == kOverflow || measured.contains(key)) continue;
        EXPECT_TRUE(touched.contains(key)) << "a series that nobody measured";
        EXPECT_EQ(series.sum, 0);
        ++own;
    }
    EXPECT_LE(own, stream.limit);
    const auto overflow = arrived.find({stream.name, kOverflow});
    if (!is_over) {
        EXPECT_TRUE(overflow == arrived.end() || overflow->second.sum == 0);
        return;
    }
    ASSERT_NE(overflow, arrived.end()) << "measurements are lost";
    // A series without a point of delta temporality takes room too.
    if (touched.empty()) {
        EXPECT_EQ(own, stream.limit);
    }
    if (stream.aggregation != ViewAggregation::LastValue) expect_equal(stream, one_thread, overflow->second, rest);
}

// One that reads beside the exporter, with what it has read.
struct Reading {
    Reading(TelemetryFlowClient& client, std::map<std::string, ExpectedStream> streams, Temporality asked)
        : preference(asked),
          reader(client.metric_reader({.temporality = asked})),
          receiver(std::move(streams), asked) {}

    void collect() { receiver.take(metrics_of(reader.collect())); }

    Temporality preference;
    MetricReader reader;
    StreamReceiver receiver;
};

const std::vector<Temporality> kPreferences{Temporality::Delta, Temporality::Cumulative, Temporality::LowMemory};

TelemetryConfig random_config(Generator& random) {
    TelemetryConfig config = test_config();
    config.rate_limit = 0;
    config.temporality = random.one_of(kPreferences);
    config.cardinality_limit = random.chance(60) ? 2000 : static_cast<std::uint32_t>(random.between(1, kSets));
    config.batch_max_size = static_cast<std::uint32_t>(random.between(1, 40));
    if (random.chance(30)) config.histogram_aggregation = HistogramAggregation::Base2Exponential;
    config.views = random_views(random, instrument_names());
    return config;
}

// Measures on so many threads, while the program goes on collecting.
void run_phase(TestClient& client, StreamReceiver& receiver, std::vector<std::unique_ptr<Reading>>& readings,
               Observed& observed, Generator& random, std::vector<Measurer>& measurers) {
    const auto collect = [&] {
        client.record->clear();
        observed.change(random);
        receiver.take(client.receive().metrics);
    };
    std::atomic<std::size_t> done{0};
    std::vector<std::thread> threads;
    for (Measurer& measurer : measurers) {
        threads.emplace_back([&measurer, &done] {
            measurer.run(600);
            ++done;
        });
    }
    while (done < threads.size()) {
        collect();
        for (const auto& reading : readings) {
            if (random.chance(40)) reading->collect();
        }
    }
    for (std::thread& thread : threads)
        thread.join();
    collect();
    for (const auto& reading : readings)
        reading->collect();
}

void run_program(Generator& random) {
    const TelemetryConfig config = random_config(random);
    StreamsOf streams;
    std::map<std::string, ExpectedStream> by_name;
    for (const auto& [name, kind] : kInstruments) {
        streams[name] = expected_streams(name, kind, config, kBounds);
        for (const ExpectedStream& stream : streams[name])
            by_name[stream.name] = stream;
    }
    TestClient client(config);
    StreamReceiver receiver(by_name, config.temporality);
    // Some read from the start, others join later.
    std::vector<std::pair<int, Temporality>> joining;
    for (std::size_t i = random.below(3); i > 0; --i)
        joining.emplace_back(static_cast<int>(random.below(4)), random.one_of(kPreferences));
    std::vector<std::unique_ptr<Reading>> readings;
    Observed observed(client.client, streams);
    SeriesModel measured;
    std::set<std::pair<std::string, SeriesAttributes>> touched;
    const bool one_thread = random.chance(30);
    for (int phase = 0; phase < 4; ++phase) {
        std::vector<Measurer> measurers;
        for (std::size_t i = 0; i < (one_thread ? 1 : 3); ++i)
            measurers.emplace_back(client.client, streams, random.bits());
        for (const auto& [when, preference] : joining) {
            if (when == phase) readings.push_back(std::make_unique<Reading>(client.client, by_name, preference));
        }
        run_phase(client, receiver, readings, observed, random, measurers);
        for (const Measurer& measurer : measurers) {
            for (const auto& [key, series] : measurer.model)
                measured[key].merge(series);
            touched.insert(measurer.touched.begin(), measurer.touched.end());
        }
        SeriesModel all = measured;
        all.merge(observed.model());
        for (const auto& [name, stream] : by_name)
            expect_equal(stream, config.temporality, one_thread, receiver.series(), all, touched);
        for (const auto& reading : readings) {
            SCOPED_TRACE("reader " + std::string(to_string(reading->preference)));
            for (const auto& [name, stream] : by_name)
                expect_equal(stream, reading->preference, one_thread, reading->receiver.series(), all, touched);
        }
    }
    const SDKStatusResult status = client->get_status();
    EXPECT_TRUE(status.refused_measurements.empty());
    EXPECT_TRUE(status.of(SignalType::Metrics).balanced());
}

TEST(StreamsPropertyTest, WhatViewsMakeAddsUpToWhatWasMeasured) {
    for_each_seed([](Generator& random) {
        for (int program = 0; program < 25 && !::testing::Test::HasFailure(); ++program) {
            SCOPED_TRACE("program " + std::to_string(program));
            run_program(random);
        }
    });
}

}  // namespace
}  // namespace telemetryflow::tests::property
