// What views make of instruments.

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

TelemetryConfig with_views(std::vector<View> views) {
    TelemetryConfig config = test_config();
    config.views = std::move(views);
    return config;
}

std::vector<std::string> names_of(const Received& received) {
    std::vector<std::string> names;
    for (const Metric& metric : received.metrics)
        names.push_back(metric.name());
    return names;
}

TEST(ViewsTest, RenameDescribeAndGiveAUnit) {
    TestClient client(with_views({{.instrument_name = "old", .name = "new", .description = "better", .unit = "By"}}));
    client->counter("old", {.unit = "1", .description = "worse"}).add(3);
    client->increment_counter("other");
    const Received received = client.receive();
    EXPECT_EQ(names_of(received), (std::vector<std::string>{"new", "other"}));
    const Metric metric = received.metric("new");
    EXPECT_EQ(metric.description(), "better");
    EXPECT_EQ(metric.unit(), "By");
    EXPECT_EQ(metric.sum().data_points(0).as_int(), 3);
}

TEST(ViewsTest, KeepOnlySomeAttributesAndAddUpWhatBecomesEqual) {
    TestClient client(with_views({{.instrument_name = "c", .attribute_keys = std::vector<std::string>{"b", "a"}}}));
    const auto counter = client->counter("c");
    for (int user = 0; user < 5'000; ++user)
        counter.add(1, {{"user", user}, {"a", user % 2}});
    counter.bind({{"user", 7}, {"a", 1}}).add(10);
    const auto points = client.receive().metric("c").sum().data_points();
    ASSERT_EQ(points.size(), 2) << "and none of it is in the overflow series";
    std::map<std::string, std::int64_t> sums;
    for (const auto& point : points) {
        EXPECT_EQ(point.attributes_size(), 1);
        sums[attributes_of(point).at("a")] = point.as_int();
    }
    EXPECT_EQ(sums, (std::map<std::string, std::int64_t>{{"0", 2'500}, {"1", 2'510}}));
}

TEST(ViewsTest, AnEmptyListOfAttributesKeepsNone) {
    TestClient client(with_views({{.instrument_name = "c", .attribute_keys = std::vector<std::string>{}}}));
    client->increment_counter("c", 1, {{"a", 1}});
    client->increment_counter("c", 1, {{"a", 2}});
    const auto points = client.receive().metric("c").sum().data_points();
    ASSERT_EQ(points.size(), 1);
    EXPECT_EQ(points[0].attributes_size(), 0);
    EXPECT_EQ(points[0].as_int(), 2);
}

TEST(ViewsTest, DropAnInstrumentWithoutCountingALoss) {
    TestClient client(with_views({{.instrument_name = "noisy.*", .aggregation = ViewAggregation::Drop}}));
    client->increment_counter("noisy.counter");
    client->record_gauge("noisy.gauge", 1);
    client->record_histogram("noisy.histogram", 1);
    client->histogram("noisy.histogram").bind({}).record(1);
    client->increment_counter("quiet");
    EXPECT_EQ(names_of(client.receive()), std::vector<std::string>{"quiet"});
    EXPECT_TRUE(client->get_status().refused_measurements.empty());
}

TEST(ViewsTest, SeveralOnOneInstrumentGiveSeveralStreams) {
    TestClient client(with_views({{.instrument_name = "latency"},
                                  {.instrument_name = "latency",
                                   .name = "latency.by_route",
                                   .attribute_keys = std::vector<std::string>{"route"}},
                                  {.instrument_name = "latency",
                                   .name = "latency.total",
                                   .attribute_keys = std::vector<std::string>{},
                                   .aggregation = ViewAggregation::Sum}}));
    const auto latency = client->histogram("latency", {.unit = "s"});
    const auto bound = latency.bind({{"route", "/a"}, {"code", 200}});
    latency.record(1, {{"route", "/a"}, {"code", 200}});
    latency.record(2, {{"route", "/a"}, {"code", 500}});
    bound.record(4);
    client->record_histogram("latency", 8, "s", {{"route", "/b"}, {"code", 200}});
    const Received received = client.receive();
    EXPECT_EQ(received.metric("latency").histogram().data_points_size(), 3);
    const auto by_route = received.metric("latency.by_route").histogram().data_points();
    ASSERT_EQ(by_route.size(), 2);
    EXPECT_EQ(by_route[0].sum() + by_route[1].sum(), 15);
    EXPECT_EQ(std::max(by_route[0].count(), by_route[1].count()), 3U);
    const Metric total = received.metric("latency.total");
    ASSERT_TRUE(total.has_sum());
    EXPECT_TRUE(total.sum().is_monotonic());
    EXPECT_EQ(total.sum().data_points(0).as_double(), 15);
}

TEST(ViewsTest, SeveralOnCountersAndGaugesToo) {
    TestClient client(with_views(
        {{.instrument_name = "*"}, {.instrument_name = "c", .name = "c2"}, {.instrument_name = "g", .name = "g2"}}));
    const auto counter = client->counter("c");
    const auto bound_counter = counter.bind({{"a", 1}});
    counter.add(1, {{"a", 1}});
    counter.add(2.5, {{"a", 1}});
    bound_counter.add(4);
    bound_counter.add(0.5);
    bound_counter.add(-1);
    const auto gauge = client->gauge("g");
    gauge.record(1);
    gauge.bind({}).record(2);
    const Received received = client.receive();
    for (const char* name : {"c", "c2"})
        EXPECT_EQ(received.metric(name).sum().data_points(0).as_double(), 8) << name;
    for (const char* name : {"g", "g2"})
        EXPECT_EQ(received.metric(name).gauge().data_points(0).as_double(), 2) << name;
    EXPECT_EQ(client->get_status().refused_measurements.at("invalid_value"), 1U);
}

TEST(ViewsTest, ChangeTheAggregation) {
    TestClient client(with_views({{.instrument_name = "h.exponential",
                                   .aggregation = ViewAggregation::Base2ExponentialHistogram,
                                   .max_size = 4,
                                   .max_scale = 3},
                                  {.instrument_name = "h.explicit",
                                   .aggregation = ViewAggregation::ExplicitBucketHistogram,
                                   .boundaries = {1, 2},
                                   .record_min_max = false},
                                  {.instrument_name = "c", .aggregation = ViewAggregation::ExplicitBucketHistogram},
                                  {.instrument_name = "u", .aggregation = ViewAggregation::ExplicitBucketHistogram},
                                  {.instrument_name = "g", .aggregation = ViewAggregation::Sum}}));
    client->record_histogram("h.exponential", 2);
    client->record_histogram("h.exponential", 2.1);
    client->histogram("h.explicit", {.boundaries = {7, 8, 9}}).record(1.5);
    client->increment_counter("c", 3);
    client->up_down_counter("u").add(-3);
    client->record_gauge("g", 5);
    const Received received = client.receive();
    const auto exponential = received.metric("h.exponential").exponential_histogram().data_points(0);
    EXPECT_EQ(exponential.scale(), 3);
    EXPECT_LE(exponential.positive().bucket_counts_size(), 4);
    const auto explicit_point = received.metric("h.explicit").histogram().data_points(0);
    EXPECT_EQ(std::vector<double>(explicit_point.explicit_bounds().begin(), explicit_point.explicit_bounds().end()),
              (std::vector<double>{1, 2}));
    EXPECT_FALSE(explicit_point.has_min());
    EXPECT_FALSE(explicit_point.has_max());
    EXPECT_EQ(received.metric("c").histogram().data_points(0).sum(), 3);
    const auto up_down = received.metric("u").histogram().data_points(0);
    EXPECT_EQ(up_down.count(), 1U);
    EXPECT_FALSE(up_down.has_sum()) << "a sum of what may be negative says nothing";
    EXPECT_TRUE(received.metric("g").has_gauge()) << "the latest values of a gauge are no summands";
}

TEST(ViewsTest, LimitTheSeriesOfOneStream) {
    TestClient client(with_views({{.instrument_name = "small", .cardinality_limit = 2}}));
    for (int i = 0; i < 10; ++i) {
        client->increment_counter("small", 1, {{"i", i}});
        client->increment_counter("large", 1, {{"i", i}});
    }
    const Received received = client.receive();
    EXPECT_EQ(received.metric("small").sum().data_points_size(), 3);
    EXPECT_EQ(received.metric("large").sum().data_points_size(), 10);
}

TEST(ViewsTest, SelectByTypeUnitAndMeter) {
    TestClient client(with_views({{.instrument_type = ViewInstrument::Gauge, .description = "by type"},
                                  {.instrument_unit = "By", .description = "by unit"},
                                  {.meter_name = "lib", .meter_version = "2", .description = "by meter"},
                                  {.meter_name = "lib", .meter_version = "1", .description = "by another meter"},
                                  {.meter_schema_url = "https://example.test/1", .description = "by schema"}}));
    client->record_gauge("g", 1);
    client->increment_counter("c", 1, {}, "By");
    client->increment_counter("plain");
    client->meter({.name = "lib", .version = "2"}).counter("l").add(1);
    client->meter({.name = "other", .schema_url = "https://example.test/1"}).counter("s").add(1);
    const Received received = client.receive();
    EXPECT_EQ(received.metric("g").description(), "by type");
    EXPECT_EQ(received.metric("c").description(), "by unit");
    EXPECT_EQ(received.metric("plain").description(), "");
    EXPECT_EQ(received.metric("l").description(), "by meter");
    EXPECT_EQ(received.metric("s").description(), "by schema");
}

}  // namespace
}  // namespace telemetryflow::tests
