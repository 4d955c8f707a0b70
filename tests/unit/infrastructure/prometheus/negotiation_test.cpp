#include <gtest/gtest.h>

#include "telemetryflow/prometheus_format.hpp"

namespace telemetryflow {
namespace {

constexpr auto kText = PrometheusFormat::Text;
constexpr auto kOpen = PrometheusFormat::OpenMetrics;

TEST(NegotiationTest, IsTextWhereNothingIsSaid) {
    EXPECT_EQ(prometheus_format_for(""), kText);
    EXPECT_EQ(prometheus_format_for("*/*"), kText);
    EXPECT_EQ(prometheus_format_for("text/plain"), kText);
    EXPECT_EQ(prometheus_format_for("text/html,application/xml;q=0.9"), kText);
}

TEST(NegotiationTest, IsWhatPrometheusAsksFor) {
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text;version=1.0.0,"
                                    "application/openmetrics-text;version=0.0.1;q=0.75,"
                                    "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"),
              kOpen);
    EXPECT_EQ(prometheus_format_for("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                                    "encoding=delimited;q=0.6,text/plain;version=0.0.4;q=0.4"),
              kText);
}

TEST(NegotiationTest, FollowsTheQualities) {
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text;q=0.5, text/plain;q=0.9"), kText);
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text; q=0.9 ,text/plain; q=0.5"), kOpen);
    EXPECT_EQ(prometheus_format_for("text/plain,application/openmetrics-text"), kOpen) << "it says more";
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text;q=0,*/*;q=0.1"), kText);
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text;q=0.2,*/*;q=0.3"), kText);
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text;q=0"), kText);
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text;q=rubbish"), kText);
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text;q=7"), kText);
}

TEST(NegotiationTest, FollowsTheVersions) {
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text; version=1.0.0; charset=utf-8"), kOpen);
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text; version=\"0.0.1\""), kOpen);
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text; version=2.0.0, text/plain;q=0.1"), kText);
    EXPECT_EQ(prometheus_format_for("text/plain; version=1.0.0, application/openmetrics-text;q=0.1"), kOpen);
}

TEST(NegotiationTest, TakesWhatIsMalformedAndAnyCase) {
    EXPECT_EQ(prometheus_format_for(";;,,;=,"), kText);
    EXPECT_EQ(prometheus_format_for("Application/OpenMetrics-Text;Q=1.0"), kOpen);
    EXPECT_EQ(prometheus_format_for("application/openmetrics-text;version=\""), kText);
}

TEST(NegotiationTest, NamesTheContentType) {
    EXPECT_EQ(content_type(kText), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(content_type(kOpen), "application/openmetrics-text; version=1.0.0; charset=utf-8");
}

}  // namespace
}  // namespace telemetryflow
