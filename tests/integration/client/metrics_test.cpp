// What arrives of measurements: kinds, sums, units, temporality, start times, limits.

#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

using otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE;
using otlp::metrics::v1::AGGREGATION_TEMPORALITY_DELTA;

// The value of the point whose attributes are `wanted`; a test failure when there is none.
template <class Points>
const auto& point_with(const Points& points, const std::map<std::string, std::string>& wanted) {
    for (const auto& point : points) {
        if (attributes_of(point) == wanted) return point;
    }
    ADD_FAILURE() << "no such point";
    return points.Get(0);
}

TEST(MetricsTest, ACounterIsAMonotonicCumulativeSum) {
    TestClient client;
    client->increment_counter("requests", 2, {{"method", "GET"}}, "{request}");
    client->increment_counter("requests", 3, {{"method", "GET"}}, "{request}");
    client->increment_counter("requests", 1, {{"method", "POST"}}, "{request}");
    const Metric metric = client.receive().metric("requests");
    EXPECT_EQ(metric.unit(), "{request}");
    ASSERT_TRUE(metric.has_sum());
    EXPECT_TRUE(metric.sum().is_monotonic());
    EXPECT_EQ(metric.sum().aggregation_temporality(), AGGREGATION_TEMPORALITY_CUMULATIVE);
    ASSERT_EQ(metric.sum().data_points_size(), 2);
    const auto& get = point_with(metric.sum().data_points(), {{"method", "GET"}});
    EXPECT_EQ(get.as_int(), 5);
    EXPECT_EQ(point_with(metric.sum().data_points(), {{"method", "POST"}}).as_int(), 1);
    EXPECT_GT(get.start_time_unix_nano(), 0U);
    EXPECT_LE(get.start_time_unix_nano(), get.time_unix_nano());
}

TEST(MetricsTest, AttributeOrderDoesNotMatterAndTheLastOfEqualKeysWins) {
    TestClient client;
    client->increment_counter("c", 1, {{"a", 1}, {"b", 2}});
    client->increment_counter("c", 1, {{"b", 2}, {"a", 1}});
    client->increment_counter("c", 1, {{"a", 0}, {"b", 2}, {"a", 1}});
    const Metric metric = client.receive().metric("c");
    ASSERT_EQ(metric.sum().data_points_size(), 1);
    EXPECT_EQ(metric.sum().data_points(0).as_int(), 3);
}

TEST(MetricsTest, ValuesOfDifferentTypesAreDifferentSeries) {
    TestClient client;
    client->increment_counter("c", 1, {{"k", 1}});
    client->increment_counter("c", 1, {{"k", 1.0}});
    client->increment_counter("c", 1, {{"k", "1"}});
    client->increment_counter("c", 1, {{"k", true}});
    EXPECT_EQ(client.receive().metric("c").sum().data_points_size(), 4);
}

TEST(MetricsTest, ACounterTakesDoublesToo) {
    TestClient client;
    client->increment_counter("c", 1);
    client->increment_counter("c", 0.5);
    const Metric metric = client.receive().metric("c");
    ASSERT_EQ(metric.sum().data_points_size(), 1);
    EXPECT_DOUBLE_EQ(metric.sum().data_points(0).as_double(), 1.5);
}

TEST(MetricsTest, ANegativeAdditionToACounterIsRefusedAndCounted) {
    TestClient client;
    client->increment_counter("c", 5);
    client->increment_counter("c", -1);
    client->increment_counter("c", -0.5);
    const Counter handle = client->counter("c");
    handle.add(-1);
    handle.bind({}).add(-1);
    EXPECT_EQ(client.receive().metric("c").sum().data_points(0).as_int(), 5);
    EXPECT_EQ(client->get_status().refused_measurements.at("invalid_value"), 4U);
}

TEST(MetricsTest, NanAndInfinityAreRefusedByEveryInstrument) {
    TestClient client;
    for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity()}) {
        client->increment_counter("c", bad);
        client->record_gauge("g", bad);
        client->record_histogram("h", bad);
        client->record_metric("m", bad);
        client->up_down_counter("u").add(bad);
    }
    client->record_histogram("h", 1);
    const Received received = client.receive();
    ASSERT_EQ(received.metrics.size(), 1U) << "only the histogram has a measurement";
    EXPECT_EQ(received.metric("h").histogram().data_points(0).count(), 1U);
    EXPECT_EQ(client->get_status().refused_measurements.at("invalid_value"), 15U);
}

TEST(MetricsTest, AnUpDownCounterGoesBothWays) {
    TestClient client;
    const UpDownCounter connections = client->up_down_counter("connections", {.unit = "{connection}"});
    connections.add(3);
    connections.add(-5);
    connections.bind({}).add(-1);
    const Metric metric = client.receive().metric("connections");
    EXPECT_FALSE(metric.sum().is_monotonic());
    EXPECT_EQ(metric.sum().data_points(0).as_int(), -3);
}

TEST(MetricsTest, AGaugeKeepsTheLastValueWhicheverThreadSetIt) {
    TestClient client;
    client->record_gauge("g", 10, {{"k", "v"}}, "Cel");
    std::thread([&] { client->record_gauge("g", 7, {{"k", "v"}}, "Cel"); }).join();
    const Metric metric = client.receive().metric("g");
    EXPECT_EQ(metric.unit(), "Cel");
    ASSERT_TRUE(metric.has_gauge());
    ASSERT_EQ(metric.gauge().data_points_size(), 1);
    EXPECT_DOUBLE_EQ(metric.gauge().data_points(0).as_double(), 7);
}

TEST(MetricsTest, AGaugeHasTheKindOfItsLastValue) {
    TestClient client;
    const Gauge gauge = client->gauge("g");
    const auto point = [&] {
        client.record->clear();
        return client.receive().metric("g").gauge().data_points(0);
    };
    gauge.record_integer((std::int64_t{1} << 62) + 1);
    EXPECT_EQ(point().as_int(), (std::int64_t{1} << 62) + 1);
    gauge.record(0.5);
    EXPECT_TRUE(point().has_as_double());
    EXPECT_EQ(point().as_double(), 0.5);
    gauge.bind({}).record_integer(-3);
    EXPECT_TRUE(point().has_as_int());
    EXPECT_EQ(point().as_int(), -3);
}

TEST(MetricsTest, RecordMetricIsAGaugeThatKeepsItsUnit) {
    TestClient client;
    client->record_metric("order.value", 12.5, "usd", {{"shop", "a"}});
    const Metric metric = client.receive().metric("order.value");
    EXPECT_EQ(metric.unit(), "usd");
    EXPECT_DOUBLE_EQ(metric.gauge().data_points(0).as_double(), 12.5);
}

TEST(MetricsTest, AHistogramCountsIntoInclusiveUpperBounds) {
    TestClient client;
    const Histogram histogram =
        client->histogram("h", {.unit = "ms", .description = "how long", .boundaries = {1, 2, 4}});
    for (const double value : {0.5, 1.0, 1.5, 2.0, 4.0, 4.5})
        histogram.record(value, {{"k", 1}});
    const Metric metric = client.receive().metric("h");
    EXPECT_EQ(metric.description(), "how long");
    const auto& point = metric.histogram().data_points(0);
    EXPECT_EQ(std::vector<std::uint64_t>(point.bucket_counts().begin(), point.bucket_counts().end()),
              (std::vector<std::uint64_t>{2, 2, 1, 1}));
    EXPECT_EQ(std::vector<double>(point.explicit_bounds().begin(), point.explicit_bounds().end()),
              (std::vector<double>{1, 2, 4}));
    EXPECT_EQ(point.count(), 6U);
    EXPECT_DOUBLE_EQ(point.sum(), 13.5);
    EXPECT_DOUBLE_EQ(point.min(), 0.5);
    EXPECT_DOUBLE_EQ(point.max(), 4.5);
}

TEST(MetricsTest, SecondsHaveBoundariesOfTheirOwn) {
    TestClient client;
    client->record_histogram("seconds", 0.03, "s");
    client->record_histogram("bytes", 30, "By");
    const Received received = client.receive();
    EXPECT_DOUBLE_EQ(received.metric("seconds").histogram().data_points(0).explicit_bounds(0), 0.005);
    EXPECT_DOUBLE_EQ(received.metric("bytes").histogram().data_points(0).explicit_bounds(1), 5);
}

TEST(MetricsTest, TheConfigsBoundariesAreTheDefault) {
    TelemetryConfig config = test_config();
    config.histogram_boundaries = {10, 20};
    TestClient client(config);
    client->record_histogram("h", 15, "s");
    EXPECT_EQ(client.receive().metric("h").histogram().data_points(0).explicit_bounds_size(), 2);
}

TEST(MetricsTest, BoundHandlesAndCallsByNameMeetInOneSeries) {
    TestClient client;
    const Counter counter = client->counter("c", {.unit = "{x}"});
    const BoundCounter bound = counter.bind({{"k", "v"}});
    bound.add(1);
    counter.add(10, {{"k", "v"}});
    client->increment_counter("c", 100, {{"k", "v"}}, "{x}");
    std::thread([&] { bound.add(1000); }).join();
    const BoundHistogram histogram = client->histogram("h", {.boundaries = {5}}).bind({{"k", "v"}});
    histogram.record(1);
    std::thread([&] { histogram.record(9); }).join();
    const BoundGauge gauge = client->gauge("g").bind({});
    gauge.record(3);
    const Received received = client.receive();
    EXPECT_EQ(received.metric("c").sum().data_points(0).as_int(), 1111);
    EXPECT_EQ(received.metric("h").histogram().data_points(0).count(), 2U);
    EXPECT_DOUBLE_EQ(received.metric("g").gauge().data_points(0).as_double(), 3);
}

TEST(MetricsTest, CumulativePointsGoOnAndKeepTheirStart) {
    TestClient client;
    client->increment_counter("c", 1);
    const auto first = client.receive().metric("c").sum().data_points(0);
    client->increment_counter("c", 1);
    const auto second = client.receive().metric("c").sum().data_points(0);
    EXPECT_EQ(second.as_int(), 2);
    EXPECT_EQ(second.start_time_unix_nano(), first.start_time_unix_nano());
    EXPECT_GT(second.time_unix_nano(), first.time_unix_nano());
}

TEST(MetricsTest, DeltaPointsCoverWhatCameSinceTheLast) {
    TelemetryConfig config = test_config();
    config.temporality = Temporality::Delta;
    TestClient client(config);
    client->increment_counter("c", 5);
    client->record_histogram("h", 1);
    client->up_down_counter("u").add(2);
    const Received first = client.receive();
    client.record->clear();
    client->increment_counter("c", 2);
    const Received second = client.receive();
    EXPECT_EQ(first.metric("c").sum().aggregation_temporality(), AGGREGATION_TEMPORALITY_DELTA);
    EXPECT_EQ(second.metric("c").sum().data_points(0).as_int(), 2);
    EXPECT_EQ(second.metric("c").sum().data_points(0).start_time_unix_nano(),
              first.metric("c").sum().data_points(0).time_unix_nano());
    EXPECT_EQ(first.metric("h").histogram().data_points(0).count(), 1U);
    for (const Metric& metric : second.metrics)
        EXPECT_NE(metric.name(), "h") << "nothing new, no point";
    EXPECT_EQ(first.metric("u").sum().aggregation_temporality(), AGGREGATION_TEMPORALITY_CUMULATIVE)
        << "an up-down counter stays cumulative";
}

TEST(MetricsTest, BeyondTheCardinalityLimitNothingIsLost) {
    TelemetryConfig config = test_config();
    config.cardinality_limit = 10;
    TestClient client(config);
    constexpr int kSets = 500;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < kSets; ++i) {
            client->increment_counter("c", 1, {{"i", i}});
            client->record_histogram("h", 1, "", {{"i", i}});
        }
    }
    const Received received = client.receive();
    const auto& points = received.metric("c").sum().data_points();
    EXPECT_EQ(points.size(), 11);
    std::int64_t total = 0;
    for (const auto& point : points)
        total += point.as_int();
    EXPECT_EQ(total, 2 * kSets);
    EXPECT_EQ(point_with(points, {{"otel.metric.overflow", "true"}}).as_int(), 2 * (kSets - 10));
    std::uint64_t recorded = 0;
    for (const auto& point : received.metric("h").histogram().data_points())
        recorded += point.count();
    EXPECT_EQ(recorded, std::uint64_t{2 * kSets});
}

TEST(MetricsTest, ManyPointsAreCutIntoRequestsOfTheBatchSize) {
    TelemetryConfig config = test_config();
    config.batch_max_size = 100;
    TestClient client(config);
    for (int i = 0; i < 250; ++i)
        client->increment_counter("c", 1, {{"i", i}});
    client.receive();
    const auto requests = client.record->requests();
    ASSERT_EQ(requests.size(), 3U);
    std::uint64_t points = 0;
    for (const auto& request : requests) {
        EXPECT_LE(request.items, 100U);
        points += request.items;
        EXPECT_EQ(
            static_cast<std::uint64_t>(
                decode_metrics(request.body).resource_metrics(0).scope_metrics(0).metrics(0).sum().data_points_size()),
            request.items);
    }
    EXPECT_EQ(points, 250U);
}

TEST(MetricsTest, AnInstrumentWithoutANameIsRefused) {
    TestClient client;
    client->increment_counter("", 1);
    client->record_gauge("", 1);
    client->record_histogram("", 1);
    EXPECT_TRUE(client.receive().metrics.empty());
    EXPECT_EQ(client->get_status().refused_measurements.at("invalid_value"), 3U);
}

TEST(MetricsTest, CountsOfThreadsThatEndedStay) {
    TestClient client;
    for (int i = 0; i < 50; ++i) {
        std::thread([&] {
            client->increment_counter("c", 1, {{"k", "v"}});
            client->record_histogram("h", i);
        }).join();
    }
    const Received received = client.receive();
    EXPECT_EQ(received.metric("c").sum().data_points(0).as_int(), 50);
    EXPECT_EQ(received.metric("h").histogram().data_points(0).count(), 50U);
    EXPECT_DOUBLE_EQ(received.metric("h").histogram().data_points(0).max(), 49);
}

}  // namespace
}  // namespace telemetryflow::tests
