#include "telemetryflow/prometheus_text.hpp"

#include <clocale>
#include <cstdint>
#include <limits>
#include <locale>

#include "unit/infrastructure/prometheus/snapshots.hpp"

namespace telemetryflow::prometheus {
namespace {

TEST(PrometheusTextTest, HasCountersInBothFormats) {
    const std::vector<MetricData> metrics{counter("http.requests", 5, "{request}", "What was asked")};
    EXPECT_EQ(as_text(metrics),
              "# HELP http_requests_total What was asked\n"
              "# TYPE http_requests_total counter\n"
              "http_requests_total 5\n");
    EXPECT_EQ(as_open_metrics(metrics),
              "# HELP http_requests What was asked\n"
              "# TYPE http_requests counter\n"
              "http_requests_total 5\n"
              "# EOF\n");
}

TEST(PrometheusTextTest, HasGaugesAndSumsThatMayFall) {
    const MetricData open{"open", "", "", SumData{.points = {{.value = -3}}}};
    EXPECT_EQ(as_text({gauge("heat", 21.5, "Cel"), open}),
              "# TYPE heat_celsius gauge\nheat_celsius 21.5\n"
              "# TYPE open gauge\nopen -3\n");
    EXPECT_EQ(as_open_metrics({gauge("heat", 21.5, "Cel"), open}),
              "# TYPE heat_celsius gauge\n# UNIT heat_celsius celsius\nheat_celsius 21.5\n"
              "# TYPE open gauge\nopen -3\n"
              "# EOF\n");
}

TEST(PrometheusTextTest, HasHistograms) {
    HistogramDataPoint point{.count = 6, .sum = 12.5, .explicit_bounds = {0.5, 1, 10}, .bucket_counts = {1, 2, 0, 3}};
    point.attributes = {{"route", std::string("/")}};
    const MetricData metric{"duration", "s", "", HistogramData{.points = {point}}};
    EXPECT_EQ(as_text({metric}),
              "# TYPE duration_seconds histogram\n"
              "duration_seconds_bucket{route=\"/\",le=\"0.5\"} 1\n"
              "duration_seconds_bucket{route=\"/\",le=\"1\"} 3\n"
              "duration_seconds_bucket{route=\"/\",le=\"10\"} 3\n"
              "duration_seconds_bucket{route=\"/\",le=\"+Inf\"} 6\n"
              "duration_seconds_sum{route=\"/\"} 12.5\n"
              "duration_seconds_count{route=\"/\"} 6\n");
    EXPECT_EQ(as_open_metrics({metric}),
              "# TYPE duration_seconds histogram\n"
              "# UNIT duration_seconds seconds\n"
              "duration_seconds_bucket{route=\"/\",le=\"0.5\"} 1\n"
              "duration_seconds_bucket{route=\"/\",le=\"1.0\"} 3\n"
              "duration_seconds_bucket{route=\"/\",le=\"10.0\"} 3\n"
              "duration_seconds_bucket{route=\"/\",le=\"+Inf\"} 6\n"
              "duration_seconds_sum{route=\"/\"} 12.5\n"
              "duration_seconds_count{route=\"/\"} 6\n"
              "# EOF\n");
}

TEST(PrometheusTextTest, HasHistogramsWithoutASum) {
    const MetricData metric{"change", "", "",
                            HistogramData{.points = {{.count = 2, .explicit_bounds = {0}, .bucket_counts = {1, 1}}}}};
    EXPECT_EQ(as_text({metric}),
              "# TYPE change histogram\n"
              "change_bucket{le=\"0\"} 1\nchange_bucket{le=\"+Inf\"} 2\nchange_count 2\n");
    EXPECT_EQ(as_open_metrics({metric}),
              "# TYPE change histogram\n"
              "change_bucket{le=\"0.0\"} 1\nchange_bucket{le=\"+Inf\"} 2\n# EOF\n")
        << "OpenMetrics has a count only beside a sum";
}

TEST(PrometheusTextTest, HasNoSumBesideNegativeBoundsInOpenMetrics) {
    const MetricData metric{
        "change", "", "",
        HistogramData{.points = {{.count = 2, .sum = 1, .explicit_bounds = {-1}, .bucket_counts = {1, 1}}}}};
    EXPECT_NE(as_text({metric}).find("change_sum 1\n"), std::string::npos);
    EXPECT_EQ(as_open_metrics({metric}).find("change_sum"), std::string::npos);
    EXPECT_EQ(as_open_metrics({metric}).find("change_count"), std::string::npos);
}

TEST(PrometheusTextTest, HasHistogramsOfOneBucket) {
    const MetricData metric{"size", "", "", HistogramData{.points = {{.count = 4, .sum = 8}}}};
    EXPECT_EQ(as_text({metric}), "# TYPE size histogram\nsize_bucket{le=\"+Inf\"} 4\nsize_sum 8\nsize_count 4\n");
}

TEST(PrometheusTextTest, HasExponentialHistogramsAsBuckets) {
    ExponentialHistogramDataPoint point{.count = 4, .sum = 9, .scale = 1, .zero_count = 1};
    point.positive = {.offset = 1, .bucket_counts = {1, 0, 2}};  // up to 2, and up to 4
    EXPECT_EQ(as_text({{"size", "By", "", ExponentialHistogramData{.points = {point}}}}),
              "# TYPE size_bytes histogram\n"
              "size_bytes_bucket{le=\"0\"} 1\n"
              "size_bytes_bucket{le=\"2\"} 2\n"
              "size_bytes_bucket{le=\"4\"} 4\n"
              "size_bytes_bucket{le=\"+Inf\"} 4\n"
              "size_bytes_sum 9\n"
              "size_bytes_count 4\n");
}

TEST(PrometheusTextTest, WritesIntegersExactlyAndTheRestSoThatItReadsBack) {
    using Int = std::numeric_limits<std::int64_t>;
    using Double = std::numeric_limits<double>;
    const auto written = [](NumberValue value) {
        const std::string text = as_text({gauge("g", value)});
        return text.substr(text.rfind(' ') + 1, text.size() - text.rfind(' ') - 2);
    };
    EXPECT_EQ(written(Int::max()), "9223372036854775807");
    EXPECT_EQ(written(Int::min()), "-9223372036854775808");
    EXPECT_EQ(written(0.1), "0.1");
    EXPECT_EQ(written(-0.0), "-0");
    EXPECT_EQ(written(1e300), "1e+300");
    EXPECT_EQ(written(std::stod(written(1.0 / 3))), written(1.0 / 3));
    EXPECT_EQ(std::stod(written(1.0 / 3)), 1.0 / 3);
    EXPECT_EQ(written(Double::quiet_NaN()), "NaN");
    EXPECT_EQ(written(Double::infinity()), "+Inf");
    EXPECT_EQ(written(-Double::infinity()), "-Inf");
}

TEST(PrometheusTextTest, DoesNotDependOnTheLocale) {
    class Commas : public std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\3"; }
    };
    const std::vector<MetricData> metrics{counter("c", 1234567), gauge("g", 1234.5)};
    const std::string before = as_open_metrics(metrics);
    const std::locale known = std::locale::global(std::locale(std::locale(), new Commas));
    const std::string after = as_open_metrics(metrics);
    std::locale::global(known);
    EXPECT_EQ(after, before);
    EXPECT_NE(before.find(" 1234567\n"), std::string::npos);
}

TEST(PrometheusTextTest, EscapesDescriptionsAndValues) {
    MetricData metric = gauge("g", 1, "", "a \"b\" \\ c\nd");
    std::get<GaugeData>(metric.data).points[0].attributes = {{"k", std::string("a \"b\" \\ c\nd")}};
    EXPECT_EQ(as_text({metric}),
              "# HELP g a \"b\" \\\\ c\\nd\n"
              "# TYPE g gauge\n"
              "g{k=\"a \\\"b\\\" \\\\ c\\nd\"} 1\n");
    EXPECT_EQ(as_open_metrics({metric}),
              "# HELP g a \\\"b\\\" \\\\ c\\nd\n"
              "# TYPE g gauge\n"
              "g{k=\"a \\\"b\\\" \\\\ c\\nd\"} 1\n"
              "# EOF\n");
}

TEST(PrometheusTextTest, HasTheResourceAsOneMetric) {
    MetricSnapshot snapshot;
    snapshot.resource = {{"service.name", std::string("shop")}, {"process.pid", std::int64_t{7}}};
    EXPECT_EQ(whole_text(snapshot, PrometheusFormat::Text),
              "# HELP target_info Target metadata\n"
              "# TYPE target_info gauge\n"
              "target_info{process_pid=\"7\",service_name=\"shop\"} 1\n");
    EXPECT_EQ(whole_text(snapshot, PrometheusFormat::OpenMetrics),
              "# HELP target Target metadata\n"
              "# TYPE target info\n"
              "target_info{process_pid=\"7\",service_name=\"shop\"} 1\n"
              "# EOF\n");
    EXPECT_EQ(whole_text(snapshot, PrometheusFormat::Text, {.target_info = false}), "");
}

TEST(PrometheusTextTest, HasTheScopeAsLabels) {
    MetricSnapshot snapshot = snapshot_of({counter("c", 1)});
    ScopeMetrics& scope = snapshot.scopes[0];
    scope.name = "lib";
    scope.version = "1.2";
    scope.schema_url = "https://example.com/1";
    scope.attributes = {{"mascot", std::string("bear")}, {"name", std::string("not this")}};
    EXPECT_EQ(whole_text(snapshot, PrometheusFormat::Text),
              "# TYPE c_total counter\n"
              "c_total{otel_scope_mascot=\"bear\",otel_scope_name=\"lib\","
              "otel_scope_schema_url=\"https://example.com/1\",otel_scope_version=\"1.2\"} 1\n");
    EXPECT_EQ(whole_text(snapshot, PrometheusFormat::Text, {.scope_labels = false}),
              "# TYPE c_total counter\nc_total 1\n");
}

TEST(PrometheusTextTest, HasStartsWhereTheyAreAskedFor) {
    MetricData metric = counter("c", 1);
    std::get<SumData>(metric.data).points[0].start_unix_nano = 1'700'000'000'000'000'042;
    EXPECT_EQ(whole_text(snapshot_of({metric}), PrometheusFormat::OpenMetrics, {.created_samples = true}),
              "# TYPE c counter\nc_total 1\nc_created 1700000000.000000042\n# EOF\n");
    EXPECT_EQ(whole_text(snapshot_of({metric}), PrometheusFormat::Text, {.created_samples = true}),
              "# TYPE c_total counter\nc_total 1\n");
}

TEST(PrometheusTextTest, IsEmptyOfNothing) {
    EXPECT_EQ(as_text({}), "");
    EXPECT_EQ(as_open_metrics({}), "# EOF\n");
    EXPECT_EQ(as_text({{"c", "", "", SumData{.is_monotonic = true}}}), "") << "no points";
}

}  // namespace
}  // namespace telemetryflow::prometheus
