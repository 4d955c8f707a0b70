// What becomes of metrics that share a name in Prometheus, and of attributes that share a label.

#include <cstddef>
#include <limits>

#include "unit/infrastructure/prometheus/snapshots.hpp"

namespace telemetryflow::prometheus {
namespace {

std::string labels_of(std::vector<OwnedAttribute> attributes) {
    MetricData metric = gauge("g", 1);
    std::get<GaugeData>(metric.data).points[0].attributes = std::move(attributes);
    const std::string text = as_text({metric});
    const std::size_t begin = text.find('{') + 1;
    return text.substr(begin, text.rfind('}') - begin);
}

MetricData with_label(MetricData metric, const std::string& value) {
    std::get<SumData>(metric.data).points[0].attributes = {{"k", value}};
    return metric;
}

TEST(MetricFamiliesTest, StandInOnePlaceWhateverScopesTheyAreOf) {
    MetricSnapshot snapshot;
    snapshot.scopes.push_back({.name = "a", .metrics = {counter("c", 1), gauge("g", 1)}});
    snapshot.scopes.push_back({.name = "b", .metrics = {counter("c", 2)}});
    EXPECT_EQ(whole_text(snapshot, PrometheusFormat::Text),
              "# TYPE c_total counter\n"
              "c_total{otel_scope_name=\"a\"} 1\n"
              "c_total{otel_scope_name=\"b\"} 2\n"
              "# TYPE g gauge\n"
              "g{otel_scope_name=\"a\"} 1\n");
}

TEST(MetricFamiliesTest, KeepTheFirstType) {
    const MetricSnapshot snapshot = snapshot_of({gauge("a.b", 1), counter("a_b", 2), gauge("a-b_total", 3)});
    const PrometheusExposition open = prometheus_text(snapshot, PrometheusFormat::OpenMetrics);
    EXPECT_EQ(open.text, "# TYPE a_b gauge\na_b 1\n# TYPE a_b_total gauge\na_b_total 3\n# EOF\n");
    ASSERT_EQ(open.dropped.size(), 1U);
    EXPECT_EQ(open.dropped[0], "The metric a_b is a counter, and Prometheus's name of it, a_b, is that of a gauge.");
    // There, the family of a counter has the name of its samples.
    const PrometheusExposition text = prometheus_text(snapshot, PrometheusFormat::Text);
    EXPECT_EQ(text.text, "# TYPE a_b gauge\na_b 1\n# TYPE a_b_total counter\na_b_total 2\n");
    EXPECT_EQ(text.dropped.size(), 1U);
}

TEST(MetricFamiliesTest, KeepTheFirstDescriptionAndAllPoints) {
    const PrometheusExposition exposition = prometheus_text(
        snapshot_of({with_label(counter("c", 1), "a"), with_label(counter("C", 9), "a"),
                     with_label(counter("c", 2, "", "first"), "b"), with_label(counter("c", 3, "", "second"), "c")}),
        PrometheusFormat::Text);
    EXPECT_EQ(exposition.text,
              "# HELP c_total first\n# TYPE c_total counter\n"
              "c_total{k=\"a\"} 1\nc_total{k=\"b\"} 2\nc_total{k=\"c\"} 3\n"
              "# TYPE C_total counter\nC_total{k=\"a\"} 9\n");
    ASSERT_EQ(exposition.dropped.size(), 1U);
    EXPECT_NE(exposition.dropped[0].find("description"), std::string::npos);
}

TEST(MetricFamiliesTest, KeepTheFirstUnit) {
    const PrometheusExposition exposition =
        prometheus_text(snapshot_of({with_label(counter("t_seconds", 1), "a"), with_label(counter("t", 2, "s"), "b")}),
                        PrometheusFormat::OpenMetrics);
    EXPECT_EQ(exposition.text,
              "# TYPE t_seconds counter\nt_seconds_total{k=\"a\"} 1\nt_seconds_total{k=\"b\"} 2\n# EOF\n");
    ASSERT_EQ(exposition.dropped.size(), 1U);
    EXPECT_NE(exposition.dropped[0].find("unit"), std::string::npos);
}

TEST(MetricFamiliesTest, HaveNoLabelsTwice) {
    const PrometheusExposition exposition =
        prometheus_text(snapshot_of({counter("a.b", 1), counter("a/b", 2)}), PrometheusFormat::Text);
    EXPECT_EQ(exposition.text, "# TYPE a_b_total counter\na_b_total 1\n");
    ASSERT_EQ(exposition.dropped.size(), 1U);
    EXPECT_EQ(exposition.dropped[0], "The metric a/b has a point with the labels of another one: {}.");
}

TEST(MetricFamiliesTest, HaveNoDeltas) {
    const PrometheusExposition exposition = prometheus_text(
        snapshot_of({{"c", "", "", SumData{.points = {{}}, .temporality = Temporality::Delta, .is_monotonic = true}},
                     {"h", "", "", HistogramData{.points = {{}}, .temporality = Temporality::Delta}},
                     {"e", "", "", ExponentialHistogramData{.points = {{}}, .temporality = Temporality::Delta}}}),
        PrometheusFormat::Text);
    EXPECT_EQ(exposition.text, "");
    EXPECT_EQ(exposition.dropped.size(), 3U);
}

TEST(MetricFamiliesTest, AreNotMixedUpWithTheResource) {
    MetricSnapshot snapshot = snapshot_of({gauge("target_info", 1)});
    snapshot.resource = {{"k", std::string("v")}};
    EXPECT_EQ(prometheus_text(snapshot, PrometheusFormat::Text).dropped.size(), 1U);
    EXPECT_EQ(prometheus_text(snapshot, PrometheusFormat::Text, {.target_info = false}).dropped.size(), 0U);
}

TEST(LabelsTest, AreInTheOrderOfTheirNames) {
    EXPECT_EQ(labels_of({{"b.c", std::string("2")}, {"a", std::string("1")}}), "a=\"1\",b_c=\"2\"");
}

TEST(LabelsTest, JoinTheValuesOfKeysThatBecomeOne) {
    EXPECT_EQ(labels_of({{"a_b", std::string("3")}, {"a.b", std::string("2")}, {"a b", std::string("1")}}),
              "a_b=\"1;2;3\"");
}

TEST(LabelsTest, JoinAnAttributeWithWhatTheScopeHas) {
    MetricSnapshot snapshot = snapshot_of({gauge("g", 1)});
    snapshot.scopes[0].name = "lib";
    std::get<GaugeData>(snapshot.scopes[0].metrics[0].data).points[0].attributes = {
        {"otel.scope.name", std::string("mine")}};
    EXPECT_NE(whole_text(snapshot, PrometheusFormat::Text).find("{otel_scope_name=\"mine;lib\"}"), std::string::npos);
}

TEST(LabelsTest, LeaveABucketsBoundAlone) {
    MetricData metric{"h", "", "", HistogramData{.points = {{.count = 1, .bucket_counts = {1}}}}};
    std::get<HistogramData>(metric.data).points[0].attributes = {{"le", std::string("x")}};
    EXPECT_NE(as_text({metric}).find("h_bucket{exported_le=\"x\",le=\"+Inf\"} 1\n"), std::string::npos);
}

TEST(LabelsTest, HaveValuesOfEveryTypeAsText) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(labels_of({{"a", true},
                         {"b", std::int64_t{-4}},
                         {"c", 0.5},
                         {"d", std::numeric_limits<double>::quiet_NaN()},
                         {"e", -kInfinity},
                         {"f", std::vector<std::byte>{std::byte{'h'}, std::byte{'i'}}},
                         {"g", std::vector<bool>{true, false}},
                         {"h", std::vector<std::int64_t>{1, 2}},
                         {"i", std::vector<double>{0.5, kInfinity}},
                         {"j", std::vector<std::string>{"x", "y"}}}),
              "a=\"true\",b=\"-4\",c=\"0.5\",d=\"NaN\",e=\"-Infinity\",f=\"aGk=\",g=\"[true,false]\",h=\"[1,2]\","
              "i=\"[0.5,\\\"Infinity\\\"]\",j=\"[\\\"x\\\",\\\"y\\\"]\"");
}

}  // namespace
}  // namespace telemetryflow::prometheus
