// What readers collect on demand, each for itself and beside what is exported.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "telemetryflow/metric_reader.hpp"

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

using AttributeList = std::vector<OwnedAttribute>;

const MetricData* find(const MetricSnapshot& snapshot, const std::string& name) {
    for (const ScopeMetrics& scope : snapshot.scopes) {
        for (const MetricData& metric : scope.metrics) {
            if (metric.name == name) return &metric;
        }
    }
    return nullptr;
}

template <class Data>
Data data_of(const MetricSnapshot& snapshot, const std::string& name) {
    const MetricData* const metric = find(snapshot, name);
    if (metric == nullptr || !std::holds_alternative<Data>(metric->data)) {
        ADD_FAILURE() << "no such data of " << name;
        return Data{{{}}};
    }
    return std::get<Data>(metric->data);
}

std::int64_t sum_of(const MetricSnapshot& snapshot, const std::string& name) {
    const MetricData* const metric = find(snapshot, name);
    if (metric == nullptr) return 0;
    std::int64_t sum = 0;
    for (const NumberDataPoint& point : std::get<SumData>(metric->data).points)
        sum += point.value.as_int64();
    return sum;
}

TelemetryConfig with_temporality(Temporality temporality) {
    TelemetryConfig config = test_config();
    config.temporality = temporality;
    return config;
}

TEST(MetricReadersTest, HaveEveryKindOfInstrument) {
    TelemetryConfig config = test_config();
    config.views = {{.instrument_name = "sizes", .aggregation = ViewAggregation::Base2ExponentialHistogram}};
    TestClient client(config);
    client->counter("requests", {.unit = "{request}", .description = "What was asked"}).add(3, {{"code", 200}});
    client->up_down_counter("open").add(-2);
    client->gauge("load").record(0.5);
    client->histogram("duration", {.unit = "s", .boundaries = {1, 2}}).record(1.5);
    client->histogram("sizes").record(4.0);
    const auto observed = client->observable_gauge("heat", [](ObserverResult& result) { result.observe(7); });
    const MetricSnapshot snapshot = client->metric_reader().collect();

    const MetricData& requests = *find(snapshot, "requests");
    EXPECT_EQ(requests.unit, "{request}");
    EXPECT_EQ(requests.description, "What was asked");
    const SumData sum = std::get<SumData>(requests.data);
    EXPECT_TRUE(sum.is_monotonic);
    EXPECT_EQ(sum.temporality, Temporality::Cumulative);
    ASSERT_EQ(sum.points.size(), 1U);
    EXPECT_EQ(sum.points[0].value, NumberValue(3));
    EXPECT_EQ(sum.points[0].attributes, (AttributeList{{"code", std::int64_t{200}}}));
    EXPECT_GT(sum.points[0].start_unix_nano, 0U);
    EXPECT_LE(sum.points[0].start_unix_nano, sum.points[0].time_unix_nano);

    const SumData open = data_of<SumData>(snapshot, "open");
    EXPECT_FALSE(open.is_monotonic);
    EXPECT_EQ(open.points[0].value, NumberValue(-2));
    EXPECT_EQ(data_of<GaugeData>(snapshot, "load").points[0].value, NumberValue(0.5));
    EXPECT_EQ(data_of<GaugeData>(snapshot, "heat").points[0].value, NumberValue(7));

    const HistogramDataPoint duration = data_of<HistogramData>(snapshot, "duration").points[0];
    EXPECT_EQ(duration.count, 1U);
    EXPECT_EQ(duration.sum, 1.5);
    EXPECT_EQ(duration.min, 1.5);
    EXPECT_EQ(duration.max, 1.5);
    EXPECT_EQ(duration.explicit_bounds, (std::vector<double>{1, 2}));
    EXPECT_EQ(duration.bucket_counts, (std::vector<std::uint64_t>{0, 1, 0}));

    const ExponentialHistogramDataPoint sizes = data_of<ExponentialHistogramData>(snapshot, "sizes").points[0];
    EXPECT_EQ(sizes.count, 1U);
    EXPECT_EQ(sizes.sum, 4.0);
    EXPECT_EQ(sizes.scale, 20);
    EXPECT_EQ(sizes.positive.offset, (2 << 20) - 1) << "4 is the upper bound of its bucket";
    EXPECT_EQ(sizes.positive.bucket_counts, (std::vector<std::uint64_t>{1}));
    EXPECT_EQ(sizes.zero_count, 0U);
}

TEST(MetricReadersTest, HaveTheResourceAndTheScopes) {
    TestClient client;
    client->increment_counter("own");
    client->meter({.name = "lib", .version = "1.2", .schema_url = "https://example.com/1", .attributes = {{"k", "v"}}})
        .counter("theirs")
        .add(1);
    const MetricSnapshot snapshot = client->metric_reader().collect();
    const auto has = [&](const OwnedAttribute& wanted) {
        return std::find(snapshot.resource.begin(), snapshot.resource.end(), wanted) != snapshot.resource.end();
    };
    EXPECT_TRUE(has({"service.name", std::string("test-service")}));
    EXPECT_TRUE(has({"process.pid", static_cast<std::int64_t>(getpid())}));
    ASSERT_EQ(snapshot.scopes.size(), 2U);
    EXPECT_EQ(snapshot.scopes[0].name, "telemetryflow");
    const ScopeMetrics& library = snapshot.scopes[1];
    EXPECT_EQ(library.name, "lib");
    EXPECT_EQ(library.version, "1.2");
    EXPECT_EQ(library.schema_url, "https://example.com/1");
    EXPECT_EQ(library.attributes, (AttributeList{{"k", std::string("v")}}));
    ASSERT_EQ(library.metrics.size(), 1U);
    EXPECT_EQ(library.metrics[0].name, "theirs");
    // It is the one that is exported.
    const Received received = client.receive();
    for (const auto& attribute : received.resources.front().attributes()) {
        if (attribute.key() == "service.instance.id") {
            EXPECT_TRUE(has({"service.instance.id", attribute.value().string_value()}));
        }
    }
}

TEST(MetricReadersTest, HaveAttributesOfEveryType) {
    TestClient client;
    const bool flags[] = {true, false};
    const std::int64_t numbers[] = {1, -2};
    const double fractions[] = {0.5};
    const std::string_view words[] = {"a", "b"};
    const std::byte raw[] = {std::byte{0}, std::byte{255}};
    client->increment_counter("c", 1,
                              {{"a.text", "x"},
                               {"b.flag", true},
                               {"c.number", -5},
                               {"d.fraction", 0.25},
                               {"e.flags", flags},
                               {"f.numbers", numbers},
                               {"g.fractions", fractions},
                               {"h.words", words},
                               {"i.raw", raw}});
    const NumberDataPoint point = data_of<SumData>(client->metric_reader().collect(), "c").points[0];
    EXPECT_EQ(point.attributes, (AttributeList{{"a.text", std::string("x")},
                                               {"b.flag", true},
                                               {"c.number", std::int64_t{-5}},
                                               {"d.fraction", 0.25},
                                               {"e.flags", std::vector<bool>{true, false}},
                                               {"f.numbers", std::vector<std::int64_t>{1, -2}},
                                               {"g.fractions", std::vector<double>{0.5}},
                                               {"h.words", std::vector<std::string>{"a", "b"}},
                                               {"i.raw", std::vector<std::byte>{std::byte{0}, std::byte{255}}}}));
}

TEST(MetricReadersTest, HaveExemplarsWithTheirSpanAndWhatAViewLeftOut) {
    TelemetryConfig config = test_config();
    config.views = {{.instrument_name = "c", .attribute_keys = std::vector<std::string>{"kept"}}};
    TestClient client(config);
    MetricReader reader = client->metric_reader();
    SpanContext context;
    {
        const auto span = client->span("request");
        context = span.context();
        client->increment_counter("c", 5, {{"kept", 1}, {"left.out", 2}});
    }
    const NumberDataPoint point = data_of<SumData>(reader.collect(), "c").points[0];
    ASSERT_EQ(point.exemplars.size(), 1U);
    const MetricExemplar& exemplar = point.exemplars[0];
    EXPECT_EQ(exemplar.value, NumberValue(5));
    EXPECT_EQ(exemplar.trace_id, context.trace_id);
    EXPECT_EQ(exemplar.span_id, context.span_id);
    EXPECT_EQ(exemplar.filtered_attributes, (AttributeList{{"left.out", std::int64_t{2}}}));
    EXPECT_GE(exemplar.time_unix_nano, point.start_unix_nano);
    EXPECT_LE(exemplar.time_unix_nano, point.time_unix_nano);
}

TEST(MetricReadersTest, HaveDeltasOfTheirOwn) {
    TestClient client;
    const auto counter = client->counter("c");
    const auto histogram = client->histogram("h", {.boundaries = {10}});
    counter.add(1);
    histogram.record(1);
    MetricReader early = client->metric_reader({.temporality = Temporality::Delta});
    const MetricSnapshot first = early.collect();
    EXPECT_EQ(sum_of(first, "c"), 1) << "of what was before the reader, too";
    counter.add(10);
    histogram.record(100);
    MetricReader late = client->metric_reader({.temporality = Temporality::Delta});
    const MetricSnapshot second = early.collect();
    EXPECT_EQ(sum_of(second, "c"), 10);
    EXPECT_EQ(data_of<SumData>(second, "c").temporality, Temporality::Delta);
    EXPECT_EQ(data_of<SumData>(second, "c").points[0].start_unix_nano,
              data_of<SumData>(first, "c").points[0].time_unix_nano);
    EXPECT_EQ(data_of<HistogramData>(second, "h").points[0].bucket_counts, (std::vector<std::uint64_t>{0, 1}));
    EXPECT_EQ(data_of<HistogramData>(second, "h").points[0].sum, 100);
    EXPECT_EQ(find(early.collect(), "c"), nullptr) << "nothing was added";
    const MetricSnapshot all = late.collect();
    EXPECT_EQ(sum_of(all, "c"), 11);
    EXPECT_EQ(data_of<SumData>(all, "c").points[0].start_unix_nano,
              data_of<SumData>(first, "c").points[0].start_unix_nano);
    EXPECT_EQ(data_of<HistogramData>(all, "h").points[0].bucket_counts, (std::vector<std::uint64_t>{1, 1}));
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).as_int(), 11);
}

TEST(MetricReadersTest, HaveTheExtremesOfTheirIntervals) {
    using Extremes = std::pair<std::optional<double>, std::optional<double>>;
    TestClient client;
    const auto histogram = client->histogram("h", {.boundaries = {10}});
    histogram.record(5);
    MetricReader early = client->metric_reader({.temporality = Temporality::Delta});
    MetricReader cumulative = client->metric_reader();
    const auto extremes = [](MetricReader& reader) {
        const auto point = data_of<HistogramData>(reader.collect(), "h").points[0];
        return Extremes{point.min, point.max};
    };
    histogram.record(7);
    EXPECT_EQ(extremes(cumulative), Extremes(5, 7)) << "who reads first takes nothing away";
    EXPECT_EQ(extremes(early), Extremes(5, 7)) << "of what was before the reader, too";
    // A thread that ends, one that comes, and one that was there before a reader wanted extremes.
    std::thread([&] { histogram.record(20); }).join();
    MetricReader late = client->metric_reader({.temporality = Temporality::Delta});
    histogram.record(6);
    EXPECT_EQ(extremes(early), Extremes(6, 20));
    histogram.record(9);
    EXPECT_EQ(extremes(early), Extremes(9, 9));
    EXPECT_EQ(extremes(late), Extremes(5, 20));
    EXPECT_EQ(extremes(cumulative), Extremes(5, 20));
}

TEST(MetricReadersTest, ShareExponentialHistogramsThatAreReadOnce) {
    TelemetryConfig config = with_temporality(Temporality::Delta);
    config.histogram_aggregation = HistogramAggregation::Base2Exponential;
    TestClient client(config);
    const auto histogram = client->histogram("h");
    MetricReader cumulative = client->metric_reader();
    MetricReader delta = client->metric_reader({.temporality = Temporality::Delta});
    const auto sum = [](MetricReader& reader) {
        return data_of<ExponentialHistogramData>(reader.collect(), "h").points[0].sum;
    };
    histogram.record(1);
    EXPECT_EQ(sum(cumulative), 1);
    histogram.record(2);
    EXPECT_EQ(sum(delta), 3);
    histogram.record(4);
    EXPECT_EQ(client.receive().metric("h").exponential_histogram().data_points(0).sum(), 7);
    client.record->clear();
    MetricReader late = client->metric_reader({.temporality = Temporality::Delta});
    histogram.record(8);
    EXPECT_EQ(sum(late), 15) << "what others had read before it was there is its, too";
    EXPECT_EQ(sum(delta), 12);
    EXPECT_EQ(sum(cumulative), 15);
    EXPECT_EQ(client.receive().metric("h").exponential_histogram().data_points(0).sum(), 8);
    EXPECT_EQ(find(late.collect(), "h"), nullptr);
}

TEST(MetricReadersTest, AreToldWithLowMemoryWhatTheSpecificationSays) {
    TestClient client;
    client->counter("c").add(1);
    client->up_down_counter("u").add(1);
    client->histogram("h").record(1);
    const auto observed = client->observable_counter("o", [](ObserverResult& result) { result.observe(1); });
    const MetricSnapshot snapshot = client->metric_reader({.temporality = Temporality::LowMemory}).collect();
    EXPECT_EQ(data_of<SumData>(snapshot, "c").temporality, Temporality::Delta);
    EXPECT_EQ(data_of<SumData>(snapshot, "u").temporality, Temporality::Cumulative);
    EXPECT_EQ(data_of<HistogramData>(snapshot, "h").temporality, Temporality::Delta);
    EXPECT_EQ(data_of<SumData>(snapshot, "o").temporality, Temporality::Cumulative);
}

TEST(MetricReadersTest, ObserveAtEachCollection) {
    TestClient client(with_temporality(Temporality::Delta));
    int calls = 0;
    const auto registration =
        client->observable_counter("calls", [&](ObserverResult& result) { result.observe(10 * ++calls); });
    MetricReader delta = client->metric_reader({.temporality = Temporality::Delta});
    EXPECT_EQ(sum_of(delta.collect(), "calls"), 10);
    EXPECT_EQ(client.receive().metric("calls").sum().data_points(0).as_int(), 20);
    client.record->clear();
    EXPECT_EQ(sum_of(delta.collect(), "calls"), 20) << "30 of which it had 10";
    EXPECT_EQ(client.receive().metric("calls").sum().data_points(0).as_int(), 20) << "40 of which 20 were exported";
    EXPECT_EQ(calls, 4);
}

TEST(MetricReadersTest, DoNotTakeFromOthersWhatIsNotObservedForThem) {
    TestClient client(with_temporality(Temporality::Delta));
    std::optional<int> value = 10;
    const auto registration = client->observable_counter("c", [&](ObserverResult& result) {
        if (value) result.observe(*value);
    });
    MetricReader reader = client->metric_reader({.temporality = Temporality::Delta});
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).as_int(), 10);
    client.record->clear();
    value.reset();
    EXPECT_EQ(find(reader.collect(), "c"), nullptr);
    value = 15;
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).as_int(), 5);
    EXPECT_EQ(sum_of(reader.collect(), "c"), 15);
    // What no reader's last collection observed is forgotten: its next value is a first one.
    value.reset();
    EXPECT_EQ(find(reader.collect(), "c"), nullptr);
    ASSERT_TRUE(client->flush().complete);
    client.record->clear();
    value = 20;
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).as_int(), 20);
}

TEST(MetricReadersTest, NeedAnInitializedClient) {
    TelemetryFlowClient client(test_config(), {});
    EXPECT_THROW((void)client.metric_reader(), NotInitializedError);
}

TEST(MetricReadersTest, KeepTheLastValuesAfterTheShutdownAndTheEndOfTheClient) {
    std::optional<TestClient> client(std::in_place);
    client->client.increment_counter("c", 4);
    const auto registration = client->client.observable_gauge("g", [](ObserverResult& result) { result.observe(1); });
    MetricReader reader = client->client.metric_reader();
    client->client.shutdown();
    client->client.increment_counter("c", 1);
    const MetricSnapshot after_shutdown = reader.collect();
    EXPECT_EQ(sum_of(after_shutdown, "c"), 4);
    EXPECT_NE(find(after_shutdown, "g"), nullptr);
    client.reset();
    const MetricSnapshot after_end = reader.collect();
    EXPECT_EQ(sum_of(after_end, "c"), 4);
    EXPECT_EQ(find(after_end, "g"), nullptr);
}

TEST(MetricReadersTest, HaveNothingWithinACallback) {
    TestClient client;
    MetricReader reader = client->metric_reader();
    client->increment_counter("c");
    std::size_t scopes_seen = 99;
    const auto registration = client->observable_gauge("g", [&](ObserverResult& result) {
        result.observe(1);
        scopes_seen = reader.collect().scopes.size();
    });
    EXPECT_NE(find(reader.collect(), "c"), nullptr);
    EXPECT_EQ(scopes_seen, 0U);
}

TEST(MetricReadersTest, CanBeMoved) {
    TestClient client;
    client->increment_counter("c", 2);
    MetricReader first = client->metric_reader({.temporality = Temporality::Delta});
    EXPECT_EQ(sum_of(first.collect(), "c"), 2);
    MetricReader second = std::move(first);
    client->increment_counter("c", 3);
    EXPECT_EQ(sum_of(second.collect(), "c"), 3);
    EXPECT_TRUE(first.collect().scopes.empty());
    second = client->metric_reader();
    EXPECT_EQ(sum_of(second.collect(), "c"), 5);
}

TEST(MetricReadersTest, AreAsManyAsOneHasRoomFor) {
    constexpr int kMost = 63;
    TestClient client;
    client->increment_counter("c", 1);
    std::vector<MetricReader> readers;
    for (int i = 0; i < kMost; ++i)
        readers.push_back(client->metric_reader({.temporality = Temporality::Delta}));
    try {
        (void)client->metric_reader();
        FAIL() << "that is one too many";
    } catch (const TelemetryFlowError& error) {
        EXPECT_EQ(error.code(), ErrorCode::InvalidConfig);
    }
    for (MetricReader& reader : readers)
        EXPECT_EQ(sum_of(reader.collect(), "c"), 1);
    readers.erase(readers.begin());
    MetricReader next = client->metric_reader({.temporality = Temporality::Delta});
    EXPECT_EQ(sum_of(next.collect(), "c"), 1) << "the state of the reader before it is not its own";
    EXPECT_EQ(find(readers.back().collect(), "c"), nullptr);
}

TEST(MetricReadersTest, MayBeTheFirstThingThatAForkedChildAsksFor) {
    TestClient client;
    const auto histogram = client->histogram("h");
    MetricReader locks = client->metric_reader({.temporality = Temporality::Delta});
    std::atomic<bool> is_recording = true;
    std::thread recording([&] {
        while (is_recording)
            histogram.record(1);
    });
    for (int i = 0; i < 20; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            MetricReader reader = client->metric_reader({.temporality = Temporality::Delta});
            ::_exit(find(reader.collect(), "h") == nullptr ? 0 : 1);
        }
        int status = 1;
        EXPECT_EQ(::waitpid(child, &status, 0), child);
        EXPECT_EQ(status, 0) << "the parent's measurements are not the child's";
    }
    is_recording = false;
    recording.join();
}

TEST(MetricReadersTest, StartAnewInAForkedChild) {
    TestClient client;
    client->increment_counter("c", 100);
    MetricReader reader = client->metric_reader({.temporality = Temporality::Delta});
    EXPECT_EQ(sum_of(reader.collect(), "c"), 100);
    const pid_t child = fork();
    if (child == 0) {
        client->increment_counter("c", 7);
        const MetricSnapshot snapshot = reader.collect();
        const OwnedAttribute own{"process.pid", static_cast<std::int64_t>(getpid())};
        const bool is_own =
            std::find(snapshot.resource.begin(), snapshot.resource.end(), own) != snapshot.resource.end();
        _exit(is_own && sum_of(snapshot, "c") == 7 ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    client->increment_counter("c", 1);
    EXPECT_EQ(sum_of(reader.collect(), "c"), 1);
}

// Every sum is exact, whoever collects in between, on whatever thread.
TEST(MetricReadersTest, SumExactlyBesideTheExporterAndEachOther) {
    constexpr int kThreads = 3;
    constexpr int kAdds = 20'000;
    TelemetryConfig config = with_temporality(Temporality::Delta);
    config.views = {{.instrument_name = "e", .aggregation = ViewAggregation::Base2ExponentialHistogram}};
    TestClient client(config);
    MetricReader delta = client->metric_reader({.temporality = Temporality::Delta});
    MetricReader cumulative = client->metric_reader();
    std::int64_t deltas = 0;
    std::uint64_t exponential_deltas = 0;
    const auto take_deltas = [&] {
        const MetricSnapshot snapshot = delta.collect();
        deltas += sum_of(snapshot, "c");
        if (find(snapshot, "e") != nullptr)
            exponential_deltas += data_of<ExponentialHistogramData>(snapshot, "e").points[0].count;
    };
    std::atomic<int> recording = kThreads;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < kAdds; ++i) {
                client->increment_counter("c", 1, {{"thread", t}});
                client->record_histogram("e", 1 + i % 7);
            }
            --recording;
        });
    }
    threads.emplace_back([&] {
        while (recording != 0)
            take_deltas();
    });
    threads.emplace_back([&] {
        std::int64_t last = 0;
        while (recording != 0) {
            const std::int64_t now = sum_of(cumulative.collect(), "c");
            EXPECT_GE(now, last);
            last = now;
        }
    });
    while (recording != 0)
        EXPECT_TRUE(client->flush().complete);
    for (std::thread& thread : threads)
        thread.join();
    take_deltas();
    EXPECT_EQ(deltas, kThreads * kAdds);
    EXPECT_EQ(exponential_deltas, std::uint64_t{kThreads} * kAdds);
    const MetricSnapshot all = cumulative.collect();
    EXPECT_EQ(sum_of(all, "c"), kThreads * kAdds);
    EXPECT_EQ(data_of<ExponentialHistogramData>(all, "e").points[0].count, std::uint64_t{kThreads} * kAdds);
    std::int64_t exported = 0;
    std::uint64_t exponential_exported = 0;
    for (const Metric& metric : client.receive().metrics) {
        for (const auto& point : metric.sum().data_points())
            exported += point.as_int();
        for (const auto& point : metric.exponential_histogram().data_points())
            exponential_exported += point.count();
    }
    EXPECT_EQ(exported, kThreads * kAdds);
    EXPECT_EQ(exponential_exported, std::uint64_t{kThreads} * kAdds);
}

}  // namespace
}  // namespace telemetryflow::tests
