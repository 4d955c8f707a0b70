// What arrives of measurements under other temporalities and aggregations than the default ones.

#include <cmath>
#include <limits>
#include <numeric>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

using otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE;
using otlp::metrics::v1::AGGREGATION_TEMPORALITY_DELTA;
using otlp::metrics::v1::ExponentialHistogramDataPoint;

TelemetryConfig exponential(Temporality temporality = Temporality::Cumulative) {
    TelemetryConfig config = test_config();
    config.histogram_aggregation = HistogramAggregation::Base2Exponential;
    config.temporality = temporality;
    return config;
}

// Whether the buckets have each of `values`, and nothing else, where the scale puts it.
void expect_buckets(const ExponentialHistogramDataPoint::Buckets& buckets, int scale,
                    const std::vector<double>& values) {
    std::vector<std::uint64_t> expected(static_cast<std::size_t>(buckets.bucket_counts_size()));
    for (const double value : values) {
        const double index = std::ceil(std::log2(value) * std::exp2(scale)) - 1 - buckets.offset();
        ASSERT_GE(index, 0) << value;
        ASSERT_LT(index, static_cast<double>(expected.size())) << value;
        ++expected[static_cast<std::size_t>(index)];
    }
    EXPECT_EQ(std::vector<std::uint64_t>(buckets.bucket_counts().begin(), buckets.bucket_counts().end()), expected);
}

TEST(MetricAggregationTest, LowMemoryIsDeltaForWhatIsRecordedAndCumulativeForTheRest) {
    TelemetryConfig config = test_config();
    config.temporality = Temporality::LowMemory;
    TestClient client(config);
    client->increment_counter("c", 5);
    client->record_histogram("h", 1);
    client->up_down_counter("u").add(2);
    client.receive();
    client.record->clear();
    client->increment_counter("c", 2);
    client->record_histogram("h", 3);
    client->up_down_counter("u").add(1);
    const Received received = client.receive();
    EXPECT_EQ(received.metric("c").sum().aggregation_temporality(), AGGREGATION_TEMPORALITY_DELTA);
    EXPECT_EQ(received.metric("c").sum().data_points(0).as_int(), 2);
    EXPECT_EQ(received.metric("h").histogram().aggregation_temporality(), AGGREGATION_TEMPORALITY_DELTA);
    EXPECT_EQ(received.metric("h").histogram().data_points(0).count(), 1U);
    EXPECT_EQ(received.metric("u").sum().aggregation_temporality(), AGGREGATION_TEMPORALITY_CUMULATIVE);
    EXPECT_EQ(received.metric("u").sum().data_points(0).as_int(), 3);
}

TEST(MetricAggregationTest, AnExponentialHistogramHasEveryValueInItsBucket) {
    TestClient client(exponential());
    const std::vector<double> values{0.25, 1, 1.5, 3, 1000, 1e-3};
    for (const double value : values)
        client->record_histogram("h", value, "s", {{"route", "/"}});
    client->record_histogram("h", 0, "s", {{"route", "/"}});
    client->record_histogram("h", -4, "s", {{"route", "/"}});
    const Metric metric = client.receive().metric("h");
    EXPECT_EQ(metric.unit(), "s");
    ASSERT_TRUE(metric.has_exponential_histogram());
    EXPECT_EQ(metric.exponential_histogram().aggregation_temporality(), AGGREGATION_TEMPORALITY_CUMULATIVE);
    const auto& point = metric.exponential_histogram().data_points(0);
    EXPECT_EQ(attributes_of(point), (std::map<std::string, std::string>{{"route", "/"}}));
    EXPECT_EQ(point.count(), values.size() + 2);
    EXPECT_EQ(point.zero_count(), 1U);
    EXPECT_DOUBLE_EQ(point.sum(), std::accumulate(values.begin(), values.end(), -4.0));
    EXPECT_EQ(point.min(), -4);
    EXPECT_EQ(point.max(), 1000);
    EXPECT_GT(point.start_time_unix_nano(), 0U);
    EXPECT_LE(point.positive().bucket_counts_size(), 160);
    EXPECT_GT(point.positive().bucket_counts_size(), 80) << "the scale is the finest that fits";
    expect_buckets(point.positive(), point.scale(), values);
    expect_buckets(point.negative(), point.scale(), {4});
}

TEST(MetricAggregationTest, AnExponentialHistogramOfOneValueIsAsFineAsItGets) {
    TestClient client(exponential());
    client->record_histogram("h", 2);
    const auto point = client.receive().metric("h").exponential_histogram().data_points(0);
    EXPECT_EQ(point.scale(), 20);
    EXPECT_EQ(point.positive().offset(), (1 << 20) - 1) << "a power of two ends its bucket";
    EXPECT_FALSE(point.has_negative());
}

TEST(MetricAggregationTest, AnExponentialHistogramRefusesWhatIsNoNumber) {
    TestClient client(exponential());
    client->record_histogram("h", 1);
    const auto handle = client->histogram("h");
    const auto bound = handle.bind({});
    for (const double value : {std::nan(""), std::numeric_limits<double>::infinity()}) {
        client->record_histogram("h", value);
        handle.record(value);
        bound.record(-value);
    }
    const auto point = client.receive().metric("h").exponential_histogram().data_points(0);
    EXPECT_EQ(point.count(), 1U);
    EXPECT_EQ(point.sum(), 1);
    EXPECT_EQ(client->get_status().refused_measurements.at("invalid_value"), 6U);
}

TEST(MetricAggregationTest, ThreadsAndHandlesMeetInOneExponentialHistogram) {
    TestClient client(exponential());
    const auto histogram = client->histogram("h");
    const auto bound = histogram.bind({});
    std::thread([&] {
        histogram.record(1);
        bound.record(1e6);
    }).join();
    histogram.record(1e-6);
    bound.record(2);
    const auto point = client.receive().metric("h").exponential_histogram().data_points(0);
    EXPECT_EQ(point.count(), 4U);
    expect_buckets(point.positive(), point.scale(), {1, 1e6, 1e-6, 2});
}

TEST(MetricAggregationTest, ADeltaExponentialHistogramTellsOfItsIntervalAlone) {
    TestClient client(exponential(Temporality::Delta));
    client->record_histogram("h", 1e-9);
    client->record_histogram("h", 1e9);
    const auto first = client.receive().metric("h").exponential_histogram();
    client.record->clear();
    client->record_histogram("h", 7);
    const auto second = client.receive().metric("h").exponential_histogram();
    EXPECT_EQ(second.aggregation_temporality(), AGGREGATION_TEMPORALITY_DELTA);
    EXPECT_LT(first.data_points(0).scale(), 5);
    const auto& point = second.data_points(0);
    EXPECT_EQ(point.count(), 1U);
    EXPECT_EQ(point.sum(), 7);
    EXPECT_EQ(point.min(), 7);
    EXPECT_EQ(point.max(), 7);
    EXPECT_EQ(point.scale(), 20) << "what came earlier does not make it coarser";
    EXPECT_EQ(point.start_time_unix_nano(), first.data_points(0).time_unix_nano());
    client.record->clear();
    EXPECT_TRUE(client.receive().metrics.empty()) << "nothing new, no point";
}

TEST(MetricAggregationTest, ACumulativeExponentialHistogramKeepsWhatItHad) {
    TestClient client(exponential());
    client->record_histogram("h", 1);
    client.receive();
    client.record->clear();
    client->record_histogram("h", 4);
    const auto point = client.receive().metric("h").exponential_histogram().data_points(0);
    EXPECT_EQ(point.count(), 2U);
    EXPECT_EQ(point.sum(), 5);
    expect_buckets(point.positive(), point.scale(), {1, 4});
}

}  // namespace
}  // namespace telemetryflow::tests
