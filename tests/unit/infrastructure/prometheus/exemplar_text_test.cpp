// Which exemplars OpenMetrics is given, and what they say.

#include "infrastructure/prometheus/exemplar_text.hpp"

#include "unit/infrastructure/prometheus/snapshots.hpp"

namespace telemetryflow::prometheus {
namespace {

constexpr const char* kTrace = "0af7651916cd43dd8448eb211c80319c";
constexpr const char* kSpan = "b7ad6b7169203331";

MetricExemplar exemplar(NumberValue value, std::uint64_t time) {
    return {.time_unix_nano = time,
            .value = value,
            .trace_id = *TraceId::from_hex(kTrace),
            .span_id = *SpanId::from_hex(kSpan)};
}

std::string text_of(const MetricExemplar& exemplar) {
    std::string text;
    append_exemplar(text, exemplar);
    return text;
}

const std::string kLabels = std::string("span_id=\"") + kSpan + "\",trace_id=\"" + kTrace + "\"";

TEST(ExemplarTextTest, HasTheIdsTheValueAndTheTime) {
    EXPECT_EQ(text_of(exemplar(0.5, 1'520'879'607'789'000'000)), " # {" + kLabels + "} 0.5 1520879607.789000000");
    EXPECT_EQ(text_of({.time_unix_nano = 1'000'000'000, .value = 3}), " # {} 3 1.000000000") << "no span was current";
}

TEST(ExemplarTextTest, HasWhatWasFilteredAsFarAsThereIsRoom) {
    // 63 characters are the ids' with their names.
    MetricExemplar made = exemplar(1, 1'000'000'000);
    made.filtered_attributes = {{"user", std::string(61, 'u')}};
    EXPECT_EQ(text_of(made), " # {" + kLabels + ",user=\"" + std::string(61, 'u') + "\"} 1 1.000000000");
    made.filtered_attributes = {{"user", std::string(62, 'u')}};
    EXPECT_EQ(text_of(made), " # {" + kLabels + "} 1 1.000000000");
    std::string umlauts;
    for (int i = 0; i < 61; ++i)
        umlauts += "ü";
    made.filtered_attributes = {{"user", umlauts}};
    EXPECT_NE(text_of(made).find(umlauts), std::string::npos) << "characters count, not bytes";
}

TEST(ExemplarTextTest, KeepsTheIdsFromAttributesOfTheirNames) {
    MetricExemplar made = exemplar(1, 1'000'000'000);
    made.filtered_attributes = {{"trace.id", std::string("x")}, {"span_id", std::string("y")}};
    EXPECT_EQ(text_of(made), " # {" + kLabels + "} 1 1.000000000");
}

TEST(ExemplarTextTest, IsTheLatestOfACounter) {
    MetricData metric = counter("c", 9);
    std::get<SumData>(metric.data).points[0].exemplars = {exemplar(1, 1'000'000'000), exemplar(2, 3'000'000'000),
                                                          exemplar(3, 2'000'000'000)};
    EXPECT_EQ(as_open_metrics({metric}), "# TYPE c counter\nc_total 9 # {" + kLabels + "} 2 3.000000000\n# EOF\n");
    EXPECT_EQ(as_text({metric}), "# TYPE c_total counter\nc_total 9\n") << "that format has none";
}

TEST(ExemplarTextTest, IsTheLatestOfEachBucket) {
    HistogramDataPoint point{.count = 4, .sum = 20, .explicit_bounds = {1, 5}, .bucket_counts = {1, 2, 1}};
    point.exemplars = {exemplar(5, 1'000'000'000), exemplar(2, 2'000'000'000), exemplar(12, 1'000'000'000)};
    EXPECT_EQ(as_open_metrics({{"h", "", "", HistogramData{.points = {point}}}}),
              "# TYPE h histogram\n"
              "h_bucket{le=\"1.0\"} 1\n"
              "h_bucket{le=\"5.0\"} 3 # {" +
                  kLabels +
                  "} 2 2.000000000\n"
                  "h_bucket{le=\"+Inf\"} 4 # {" +
                  kLabels +
                  "} 12 1.000000000\n"
                  "h_sum 20\nh_count 4\n# EOF\n");
}

TEST(ExemplarTextTest, IsNotThereOfGauges) {
    MetricData metric = gauge("g", 9);
    std::get<GaugeData>(metric.data).points[0].exemplars = {exemplar(1, 1)};
    MetricData falls{"f", "", "", SumData{.points = {{.value = 1}}}};
    std::get<SumData>(falls.data).points[0].exemplars = {exemplar(1, 1)};
    EXPECT_EQ(as_open_metrics({metric, falls}), "# TYPE g gauge\ng 9\n# TYPE f gauge\nf 1\n# EOF\n");
}

}  // namespace
}  // namespace telemetryflow::prometheus
