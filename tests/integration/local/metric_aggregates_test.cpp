#include <limits>

#include <gtest/gtest.h>

#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using testing::LocalBackend;

nlohmann::json groups(const LocalBackend& backend, const std::string& query) {
    return backend.get_json("/api/v1/metrics?" + query)["groups"];
}

nlohmann::json value(const LocalBackend& backend, const std::string& query) {
    return groups(backend, query).at(0).at("value");
}

TEST(LocalMetricAggregatesTest, AggregatesGaugesOverAllPoints) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    for (const double level : {4.0, 1.0, 10.0})
        metrics.gauge("level", level, static_cast<std::uint64_t>(level));
    metrics.gauge("level", std::numeric_limits<double>::quiet_NaN(), 50);
    send(backend, metrics.request);
    EXPECT_EQ(value(backend, "name=level&aggregate=sum"), 15.0);
    EXPECT_EQ(value(backend, "name=level&aggregate=avg"), 5.0);
    EXPECT_EQ(value(backend, "name=level&aggregate=min"), 1.0);
    EXPECT_EQ(value(backend, "name=level&aggregate=max"), 10.0);
    EXPECT_EQ(value(backend, "name=level&aggregate=count"), 3);
    EXPECT_EQ(value(backend, "name=level&aggregate=sum&end=1700000000005000000"), 5.0);
}

TEST(LocalMetricAggregatesTest, CountsACumulativeSeriesOnce) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    for (const int total : {3, 5, 9})
        metrics.counter("requests", total, static_cast<std::uint64_t>(total));
    send(backend, metrics.request);
    EXPECT_EQ(value(backend, "name=requests&aggregate=sum"), 9);
    EXPECT_EQ(value(backend, "name=requests&aggregate=sum&latest=false"), 17);
}

TEST(LocalMetricAggregatesTest, AddsTheRunsOfARestartedCumulativeSeries) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    metrics.counter("requests", 7, 10);
    metrics.counter("requests", 2, 30).set_start_time_unix_nano(samples::kStart + 20);
    send(backend, metrics.request);
    EXPECT_EQ(value(backend, "name=requests&aggregate=sum"), 9);
    EXPECT_EQ(value(backend, "name=requests&aggregate=sum&latest=true"), 2);
}

TEST(LocalMetricAggregatesTest, AddsAllPointsOfADeltaSeries) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    for (const int delta : {3, 5, 9})
        metrics.counter("requests", delta, static_cast<std::uint64_t>(delta), false);
    send(backend, metrics.request);
    EXPECT_EQ(value(backend, "name=requests&aggregate=sum"), 17);
}

TEST(LocalMetricAggregatesTest, GroupsByAnAttributeOfThePointOrTheResource) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    *metrics.counter("requests", 2, 1).add_attributes() = samples::attribute("code", std::int64_t{200});
    *metrics.counter("requests", 5, 1).add_attributes() = samples::attribute("code", "200");
    *metrics.counter("requests", 1, 1).add_attributes() = samples::attribute("code", true);
    metrics.counter("requests", 9, 1);
    send(backend, metrics.request);

    const auto answer = backend.get_json("/api/v1/metrics?name=requests&aggregate=sum&group_by=code");
    EXPECT_EQ(answer["name"], "requests");
    EXPECT_EQ(answer["aggregate"], "sum");
    EXPECT_EQ(answer["group_by"], "code");
    EXPECT_EQ(answer["total"], 4);
    EXPECT_EQ(answer["groups"], (nlohmann::json{{{"key", nullptr}, {"value", 9}, {"points", 1}},
                                                {{"key", "200"}, {"value", 5}, {"points", 1}},
                                                {{"key", 200}, {"value", 2}, {"points", 1}},
                                                {{"key", true}, {"value", 1}, {"points", 1}}}));
    EXPECT_EQ(groups(backend, "name=requests&aggregate=count&group_by=service.name")[0]["key"], "shop");
    EXPECT_EQ(groups(backend, "name=requests&aggregate=sum&group_by=code&limit=1&offset=1")[0]["key"], "200");
}

TEST(LocalMetricAggregatesTest, AggregatesTheMeasurementsOfHistograms) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    metrics.histogram("duration", 1);
    metrics.histogram("duration", 2);
    send(backend, metrics.request);
    EXPECT_EQ(value(backend, "name=duration&aggregate=count"), 3);
    EXPECT_EQ(value(backend, "name=duration&aggregate=sum"), 0.45);
    EXPECT_DOUBLE_EQ(value(backend, "name=duration&aggregate=avg").get<double>(), 0.15);
    EXPECT_EQ(value(backend, "name=duration&aggregate=min"), 0.05);
    EXPECT_EQ(value(backend, "name=duration&aggregate=max"), 0.3);
}

TEST(LocalMetricAggregatesTest, HasNoGroupWithoutAPoint) {
    const LocalBackend backend;
    const auto answer = backend.get_json("/api/v1/metrics?name=nothing&aggregate=sum");
    EXPECT_EQ(answer["total"], 0);
    EXPECT_TRUE(answer["groups"].empty());
}

}  // namespace
}  // namespace telemetryflow::local
