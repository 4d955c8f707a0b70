#include "infrastructure/prometheus/metric_names.hpp"

#include <gtest/gtest.h>

#include "infrastructure/prometheus/units.hpp"
#include "unit/infrastructure/prometheus/snapshots.hpp"

namespace telemetryflow::prometheus {
namespace {

// The name of a sample.
std::string named(const MetricData& metric) {
    const std::string text = as_text({metric});
    const std::size_t begin = text.rfind('\n', text.size() - 2) + 1;
    return text.substr(begin, text.find(' ', begin) - begin);
}

TEST(MetricNamesTest, HaveNothingThatPrometheusDoesNotAllow) {
    EXPECT_EQ(metric_name("http.server.request-count"), "http_server_request_count");
    EXPECT_EQ(metric_name("a..b__c / d"), "a_b_c_d");
    EXPECT_EQ(metric_name("2xx"), "_2xx");
    EXPECT_EQ(metric_name("ns:name"), "ns:name");
    EXPECT_EQ(metric_name("größe"), "gr_e");
    EXPECT_EQ(metric_name("..."), "_");
    EXPECT_EQ(metric_name(""), "_");
}

TEST(MetricNamesTest, OfLabelsHaveNoColons) {
    EXPECT_EQ(label_name("http.method"), "http_method");
    EXPECT_EQ(label_name("a:b"), "a_b");
    EXPECT_EQ(label_name("1st"), "_1st");
    EXPECT_EQ(label_name("__reserved"), "_reserved");
}

TEST(MetricNamesTest, HaveTheirUnitOnce) {
    EXPECT_EQ(named(gauge("uptime", 1, "s")), "uptime_seconds");
    EXPECT_EQ(named(gauge("uptime.seconds", 1, "s")), "uptime_seconds");
    EXPECT_EQ(named(gauge("seconds", 1, "s")), "seconds");
    EXPECT_EQ(named(gauge("milliseconds", 1, "s")), "milliseconds_seconds");
    EXPECT_EQ(named(gauge("uptime.", 1, "s")), "uptime_seconds");
    EXPECT_EQ(named(gauge("load", 1, "1")), "load_ratio");
    EXPECT_EQ(named(gauge("load", 1, "{thread}")), "load");
    EXPECT_EQ(named(gauge("speed", 1, "m/s")), "speed_meters_per_second");
    EXPECT_EQ(named(gauge("points", 1, "widget")), "points_widget");
}

TEST(MetricNamesTest, OfCountersEndInTotal) {
    EXPECT_EQ(named(counter("requests", 1)), "requests_total");
    EXPECT_EQ(named(counter("requests.total", 1)), "requests_total");
    EXPECT_EQ(named(counter("requests", 1, "1")), "requests_total") << "a count is no ratio";
    EXPECT_EQ(named(counter("sent", 1, "By")), "sent_bytes_total");
    EXPECT_EQ(named(counter("sent_total", 1, "By")), "sent_bytes_total");
    EXPECT_EQ(named(counter("sent_bytes_total", 1, "By")), "sent_bytes_total");
    EXPECT_EQ(named(gauge("requests_total", 1)), "requests_total") << "what is no counter keeps its name";
    EXPECT_EQ(named(counter("_total", 1)), "_total_total") << "a name cannot be empty";
}

TEST(UnitsTest, AreWords) {
    EXPECT_EQ(unit_words("ms"), "milliseconds");
    EXPECT_EQ(unit_words("us"), "microseconds");
    EXPECT_EQ(unit_words("min"), "minutes");
    EXPECT_EQ(unit_words("d"), "days");
    EXPECT_EQ(unit_words("MiBy"), "mebibytes");
    EXPECT_EQ(unit_words("kBy"), "kilobytes");
    EXPECT_EQ(unit_words("%"), "percent");
    EXPECT_EQ(unit_words("Hz"), "hertz");
    EXPECT_EQ(unit_words("By/s"), "bytes_per_second");
    EXPECT_EQ(unit_words("m/min"), "meters_per_minute");
}

TEST(UnitsTest, LeaveOutWhatIsInBraces) {
    EXPECT_EQ(unit_words("{request}"), "");
    EXPECT_EQ(unit_words("{request}/s"), "per_second");
    EXPECT_EQ(unit_words("By{transferred}"), "bytes");
    EXPECT_EQ(unit_words("s/{request}"), "seconds");
    EXPECT_EQ(unit_words("{unclosed"), "");
    EXPECT_EQ(unit_words("1"), "");
    EXPECT_EQ(unit_words("1/s"), "per_second");
}

TEST(UnitsTest, AreThemselvesWherePrometheusHasNoWord) {
    EXPECT_EQ(unit_words("furlong"), "furlong");
    EXPECT_EQ(unit_words("k.g"), "k_g");
    EXPECT_EQ(unit_words("[degF]"), "degF");
    EXPECT_EQ(unit_words("10*3"), "10_3");
    EXPECT_EQ(unit_words("furlong/wk"), "furlong_per_week");
    EXPECT_EQ(unit_words("***"), "");
}

}  // namespace
}  // namespace telemetryflow::prometheus
