#include <limits>

#include <gtest/gtest.h>

#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using testing::LocalBackend;

nlohmann::json only(const LocalBackend& backend, const std::string& query) {
    const auto list = backend.get_json("/api/v1/metrics?" + query);
    EXPECT_EQ(list["total"], 1) << list.dump();
    return list["items"].empty() ? nlohmann::json() : list["items"][0];
}

TEST(LocalMetricsApiTest, ShowsACounterPointWithAllItsFields) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    auto& point = metrics.counter("requests", std::numeric_limits<std::int64_t>::max(), 5);
    *point.add_attributes() = samples::attribute("method", "POST");
    auto& exemplar = *point.add_exemplars();
    exemplar.set_as_int(3);
    exemplar.set_time_unix_nano(samples::kStart);
    exemplar.set_trace_id(samples::trace_id('\x01'));
    exemplar.set_span_id(samples::span_id('\x02'));
    metrics.request.mutable_resource_metrics(0)->mutable_scope_metrics(0)->mutable_metrics(0)->set_description("all");
    send(backend, metrics.request);

    auto stored = only(backend, "name=requests");
    stored.erase("resource");
    stored.erase("scope");
    const nlohmann::json expected{{"name", "requests"},
                                  {"description", "all"},
                                  {"unit", "{request}"},
                                  {"type", "sum"},
                                  {"temporality", "cumulative"},
                                  {"monotonic", true},
                                  {"attributes", {{"method", "POST"}}},
                                  {"start_unix_nano", "1700000000000000000"},
                                  {"time_unix_nano", "1700000000005000000"},
                                  {"value", std::numeric_limits<std::int64_t>::max()},
                                  {"exemplars",
                                   {{{"value", 3},
                                     {"time_unix_nano", "1700000000000000000"},
                                     {"trace_id", samples::trace_hex('\x01')},
                                     {"span_id", samples::span_hex('\x02')},
                                     {"filtered_attributes", nlohmann::json::object()}}}},
                                  {"flags", 0},
                                  {"service", "shop"}};
    EXPECT_EQ(stored, expected);
}

TEST(LocalMetricsApiTest, ShowsAGaugeWithoutTemporality) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    metrics.gauge("level", 7.0, 0);
    send(backend, metrics.request);
    const auto stored = only(backend, "name=level");
    EXPECT_EQ(stored["type"], "gauge");
    EXPECT_TRUE(stored["value"].is_number_float());
    EXPECT_EQ(stored["value"], 7.0);
    EXPECT_FALSE(stored.contains("temporality"));
    EXPECT_FALSE(stored.contains("monotonic"));
}

TEST(LocalMetricsApiTest, ShowsAHistogramWithBucketsAndBounds) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    metrics.histogram("duration", 0);
    send(backend, metrics.request);
    const auto stored = only(backend, "name=duration");
    EXPECT_EQ(stored["type"], "histogram");
    EXPECT_EQ(stored["temporality"], "cumulative");
    EXPECT_EQ(stored["count"], 3);
    EXPECT_EQ(stored["sum"], 0.45);
    EXPECT_EQ(stored["min"], 0.05);
    EXPECT_EQ(stored["max"], 0.3);
    EXPECT_EQ(stored["bucket_counts"], (nlohmann::json{2, 1, 0}));
    EXPECT_EQ(stored["explicit_bounds"], (nlohmann::json{0.1, 0.5}));
    EXPECT_FALSE(stored.contains("value"));
}

TEST(LocalMetricsApiTest, ShowsExponentialHistogramsAndSummaries) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    auto& exponential = *metrics.metric("exp", "s").mutable_exponential_histogram()->add_data_points();
    exponential.set_count(4);
    exponential.set_scale(2);
    exponential.set_zero_count(1);
    exponential.mutable_positive()->set_offset(-1);
    exponential.mutable_positive()->add_bucket_counts(3);
    auto& summary = *metrics.metric("summary", "s").mutable_summary()->add_data_points();
    summary.set_count(2);
    summary.set_sum(3);
    summary.add_quantile_values()->set_quantile(0.5);
    send(backend, metrics.request);

    const auto stored = only(backend, "name=exp");
    EXPECT_EQ(stored["type"], "exponential_histogram");
    EXPECT_EQ(stored["count"], 4);
    EXPECT_FALSE(stored.contains("sum"));
    EXPECT_EQ(stored["scale"], 2);
    EXPECT_EQ(stored["zero_count"], 1);
    EXPECT_EQ(stored["positive"], (nlohmann::json{{"offset", -1}, {"bucket_counts", {3}}}));
    EXPECT_EQ(only(backend, "name=summary")["quantiles"], (nlohmann::json{{{"quantile", 0.5}, {"value", 0.0}}}));
}

TEST(LocalMetricsApiTest, KeepsNanAndTheInfinities) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    metrics.gauge("nan", std::numeric_limits<double>::quiet_NaN(), 0);
    metrics.gauge("infinite", -std::numeric_limits<double>::infinity(), 0);
    send(backend, metrics.request);
    EXPECT_EQ(only(backend, "name=nan")["value"], "NaN");
    EXPECT_EQ(only(backend, "name=infinite")["value"], "-Infinity");
}

TEST(LocalMetricsApiTest, FiltersAndShowsTheLatestPointOfEverySeries) {
    const LocalBackend backend;
    samples::Metrics metrics("shop");
    for (const int step : {1, 2, 3}) {
        for (const char* zone : {"a", "b"}) {
            *metrics.gauge("level", step, static_cast<std::uint64_t>(step)).add_attributes() =
                samples::attribute("zone", zone);
        }
    }
    send(backend, metrics.request);
    const auto total = [&](const std::string& query) { return backend.get_json("/api/v1/metrics?" + query)["total"]; };
    EXPECT_EQ(total(""), 6);
    EXPECT_EQ(total("name=other"), 0);
    EXPECT_EQ(total("service=other"), 0);
    EXPECT_EQ(total("attribute=zone%3Da"), 3);
    EXPECT_EQ(total("start=1700000000002000000"), 4);
    EXPECT_EQ(total("end=1700000000002000000"), 2);
    EXPECT_EQ(total("latest=false"), 6);
    const auto latest = backend.get_json("/api/v1/metrics?name=level&latest=true");
    EXPECT_EQ(latest["total"], 2);
    for (const auto& point : latest["items"])
        EXPECT_EQ(point["value"], 3.0);
    EXPECT_EQ(backend.get_json("/api/v1/metrics?limit=4&offset=4")["items"].size(), 2);
}

}  // namespace
}  // namespace telemetryflow::local
