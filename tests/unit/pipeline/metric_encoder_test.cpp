// Metric points as OTLP: what each kind of instrument becomes.

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "support/otlp_requests.hpp"
#include "unit/pipeline/metric_points.hpp"

namespace telemetryflow::tests {
namespace {

using hot::InstrumentKind;

TEST_F(MetricEncoderTest, MakesNoRequestWithoutPoints) {
    EXPECT_TRUE(finish().empty());
    encoder().add(counter("n"), sum_point(1), kNow);
    EXPECT_EQ(finish().size(), 1U);
    EXPECT_TRUE(finish().empty()) << "a finished collection leaves nothing behind";
}

TEST_F(MetricEncoderTest, KeepsEarlierRequests) {
    encoder().add(counter("earlier"), sum_point(1), kNow);
    encoder().finish();
    encoder().add(counter("later"), sum_point(1), kNow);
    const auto requests = finish();
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(metrics_of(requests[0])[0].name(), "earlier");
    EXPECT_EQ(metrics_of(requests[1])[0].name(), "later");
}

TEST_F(MetricEncoderTest, MakesACounterAMonotonicSum) {
    encoder().add(counter("requests"), sum_point(42), kNow);
    const Metric metric = only_metric();
    EXPECT_EQ(metric.name(), "requests");
    ASSERT_TRUE(metric.has_sum());
    EXPECT_TRUE(metric.sum().is_monotonic());
    EXPECT_EQ(metric.sum().aggregation_temporality(), otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE);
    ASSERT_EQ(metric.sum().data_points_size(), 1);
    const auto& point = metric.sum().data_points(0);
    EXPECT_EQ(point.as_int(), 42);
    EXPECT_EQ(point.start_time_unix_nano(), kStart);
    EXPECT_EQ(point.time_unix_nano(), kNow);
}

TEST_F(MetricEncoderTest, KeepsEveryIntegerExactly) {
    const std::vector<std::int64_t> values = {0,
                                              1,
                                              -1,
                                              (std::int64_t{1} << 53) + 1,
                                              std::numeric_limits<std::int64_t>::max(),
                                              std::numeric_limits<std::int64_t>::min()};
    for (const std::int64_t value : values) {
        encoder().add(instrument(InstrumentKind::UpDownCounter, "n"), sum_point(value), kNow);
        const auto point = only_metric().sum().data_points(0);
        ASSERT_EQ(point.value_case(), otlp::metrics::v1::NumberDataPoint::kAsInt) << value;
        EXPECT_EQ(point.as_int(), value);
    }
}

TEST_F(MetricEncoderTest, AddsIntegersToDoublesWhereBothWereAdded) {
    hot::MetricPoint point = sum_point(3);
    point.value.has_doubles = true;
    point.value.doubles = 0.25;
    encoder().add(counter("n"), point, kNow);
    EXPECT_EQ(only_metric().sum().data_points(0).as_double(), 3.25);
}

TEST_F(MetricEncoderTest, KeepsADoubleSumADoubleThoughItIsZero) {
    hot::MetricPoint point = sum_point(0);
    point.value.has_doubles = true;
    encoder().add(counter("n"), point, kNow);
    const auto decoded = only_metric().sum().data_points(0);
    ASSERT_EQ(decoded.value_case(), otlp::metrics::v1::NumberDataPoint::kAsDouble);
    EXPECT_EQ(decoded.as_double(), 0.0);
}

TEST_F(MetricEncoderTest, MakesAnUpDownCounterASumThatMayShrink) {
    encoder().add(instrument(InstrumentKind::UpDownCounter, "open"), sum_point(-7), kNow);
    const Metric metric = only_metric();
    ASSERT_TRUE(metric.has_sum());
    EXPECT_FALSE(metric.sum().is_monotonic());
    EXPECT_EQ(metric.sum().data_points(0).as_int(), -7);
    EXPECT_EQ(metric.sum().aggregation_temporality(), otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE);
}

TEST_F(MetricEncoderTest, TellsOfDeltas) {
    temporality_ = Temporality::Delta;
    encoder().add(counter("n"), sum_point(1), kNow);
    EXPECT_EQ(only_metric().sum().aggregation_temporality(), otlp::metrics::v1::AGGREGATION_TEMPORALITY_DELTA);
    encoder().add(instrument(InstrumentKind::Histogram, "h"), histogram_point({1}, 1, 1, 1), kNow);
    EXPECT_EQ(only_metric().histogram().aggregation_temporality(), otlp::metrics::v1::AGGREGATION_TEMPORALITY_DELTA);
}

TEST_F(MetricEncoderTest, GivesAGaugeNoStartTime) {
    encoder().add(instrument(InstrumentKind::Gauge, "temperature"), gauge_point(-40.5), kNow);
    const Metric metric = only_metric();
    ASSERT_TRUE(metric.has_gauge());
    const auto& point = metric.gauge().data_points(0);
    EXPECT_EQ(point.as_double(), -40.5);
    EXPECT_EQ(point.start_time_unix_nano(), 0U);
    EXPECT_EQ(point.time_unix_nano(), kNow);
}

TEST_F(MetricEncoderTest, TellsAGaugesZeroFromNoValue) {
    for (const double value : {0.0, -0.0}) {
        encoder().add(instrument(InstrumentKind::Gauge, "g"), gauge_point(value), kNow);
        const auto point = only_metric().gauge().data_points(0);
        ASSERT_EQ(point.value_case(), otlp::metrics::v1::NumberDataPoint::kAsDouble);
        EXPECT_EQ(std::signbit(point.as_double()), std::signbit(value));
    }
}

TEST_F(MetricEncoderTest, WritesEverythingOfAHistogram) {
    hot::MetricStream& histogram = instrument(InstrumentKind::Histogram, "duration");
    histogram.bounds = hot::BucketBounds(std::vector<double>{0.5, 1, 2.5});
    encoder().add(histogram, histogram_point({1, 0, 2, 4}, 30.25, 0.25, 11.5), kNow);
    const Metric metric = only_metric();
    ASSERT_TRUE(metric.has_histogram());
    EXPECT_EQ(metric.histogram().aggregation_temporality(), otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE);
    const auto& point = metric.histogram().data_points(0);
    EXPECT_EQ(point.start_time_unix_nano(), kStart);
    EXPECT_EQ(point.time_unix_nano(), kNow);
    EXPECT_EQ(point.count(), 7U);
    EXPECT_EQ(point.sum(), 30.25);
    EXPECT_EQ(point.min(), 0.25);
    EXPECT_EQ(point.max(), 11.5);
    EXPECT_EQ(std::vector<std::uint64_t>(point.bucket_counts().begin(), point.bucket_counts().end()),
              (std::vector<std::uint64_t>{1, 0, 2, 4}));
    EXPECT_EQ(std::vector<double>(point.explicit_bounds().begin(), point.explicit_bounds().end()),
              (std::vector<double>{0.5, 1, 2.5}));
}

TEST_F(MetricEncoderTest, WritesAHistogramWithoutBoundsAsOneBucket) {
    encoder().add(instrument(InstrumentKind::Histogram, "h"), histogram_point({9}, -18, -5, 3), kNow);
    const auto point = only_metric().histogram().data_points(0);
    EXPECT_EQ(point.explicit_bounds_size(), 0);
    ASSERT_EQ(point.bucket_counts_size(), 1);
    EXPECT_EQ(point.bucket_counts(0), 9U);
    EXPECT_EQ(point.sum(), -18);
    EXPECT_EQ(point.min(), -5);
    EXPECT_EQ(point.max(), 3);
}

TEST_F(MetricEncoderTest, LeavesOutTheExtremesThatAnIntervalDoesNotTell) {
    const double infinity = std::numeric_limits<double>::infinity();
    encoder().add(instrument(InstrumentKind::Histogram, "h"), histogram_point({2}, 0, infinity, -infinity), kNow);
    const auto point = only_metric().histogram().data_points(0);
    EXPECT_FALSE(point.has_min());
    EXPECT_FALSE(point.has_max());
    EXPECT_TRUE(point.has_sum());
}

TEST_F(MetricEncoderTest, WritesDescriptionAndUnitWhereThereAreAny) {
    hot::MetricStream& described = counter("a");
    described.description = std::string(300, 'd');  // longer than one byte of length
    described.unit = "{request}";
    encoder().add(described, sum_point(1), kNow);
    Metric metric = only_metric();
    EXPECT_EQ(metric.description(), described.description);
    EXPECT_EQ(metric.unit(), "{request}");
    encoder().add(counter("b"), sum_point(1), kNow);
    metric = only_metric();
    EXPECT_EQ(metric.description(), "");
    EXPECT_EQ(metric.unit(), "");
}

TEST_F(MetricEncoderTest, PutsAllPointsOfAnInstrumentIntoOneMetric) {
    hot::MetricStream& requests = counter("requests");
    for (int i = 0; i < 100; ++i)
        encoder().add(requests, sum_point(i, "path", std::to_string(i)), kNow);
    const Metric metric = only_metric();
    ASSERT_EQ(metric.sum().data_points_size(), 100);
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(metric.sum().data_points(i).as_int(), i);
        EXPECT_EQ(attributes_of(metric.sum().data_points(i)).at("path"), std::to_string(i));
    }
}

TEST_F(MetricEncoderTest, PutsSeveralInstrumentsIntoOneRequestInTheirOrder) {
    encoder().add(counter("a"), sum_point(1), kNow);
    encoder().add(instrument(InstrumentKind::Gauge, "b"), gauge_point(2), kNow);
    hot::MetricStream& histogram = instrument(InstrumentKind::Histogram, "c");
    encoder().add(histogram, histogram_point({3}, 3, 1, 1), kNow);
    encoder().add(histogram, histogram_point({4}, 4, 1, 1), kNow);
    encoder().add(instrument(InstrumentKind::UpDownCounter, "d"), sum_point(-4), kNow);
    const auto requests = finish();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].points, 5U);
    const std::vector<Metric> metrics = metrics_of(requests[0]);
    ASSERT_EQ(metrics.size(), 4U);
    EXPECT_EQ(metrics[0].name() + metrics[1].name() + metrics[2].name() + metrics[3].name(), "abcd");
    EXPECT_TRUE(metrics[0].has_sum());
    EXPECT_TRUE(metrics[1].has_gauge());
    EXPECT_EQ(metrics[2].histogram().data_points_size(), 2);
    EXPECT_FALSE(metrics[3].sum().is_monotonic());
}

TEST_F(MetricEncoderTest, CutsAnInstrumentIntoRequestsByPoints) {
    options_.batch_max_items = 4;
    hot::MetricStream& requests_counter = counter("n");
    requests_counter.unit = "1";
    for (int i = 0; i < 10; ++i)
        encoder().add(requests_counter, sum_point(i), kNow);
    const auto requests = finish();
    ASSERT_EQ(requests.size(), 3U);
    int expected = 0;
    for (const Request& request : requests) {
        const std::vector<Metric> metrics = metrics_of(request);
        ASSERT_EQ(metrics.size(), 1U);
        EXPECT_EQ(metrics[0].name(), "n");
        EXPECT_EQ(metrics[0].unit(), "1") << "every part says what it is";
        EXPECT_TRUE(metrics[0].sum().is_monotonic());
        ASSERT_EQ(static_cast<std::uint64_t>(metrics[0].sum().data_points_size()), request.points);
        for (const auto& point : metrics[0].sum().data_points())
            EXPECT_EQ(point.as_int(), expected++);
    }
    EXPECT_EQ(expected, 10);
}

TEST_F(MetricEncoderTest, CutsBetweenInstrumentsByPoints) {
    options_.batch_max_items = 2;
    for (const char* name : {"a", "b", "c", "d", "e"})
        encoder().add(counter(name), sum_point(1), kNow);
    const auto requests = finish();
    ASSERT_EQ(requests.size(), 3U);
    EXPECT_EQ(metrics_of(requests[0])[1].name(), "b");
    EXPECT_EQ(metrics_of(requests[1])[0].name(), "c");
    EXPECT_EQ(metrics_of(requests[2]).size(), 1U);
}

TEST_F(MetricEncoderTest, KeepsEveryRequestWithinItsBytesAtEveryLimit) {
    for (std::size_t limit = 400; limit < 520; limit += 7) {
        options_.batch_max_bytes = limit;
        hot::MetricStream* current = nullptr;
        for (int i = 0; i < 60; ++i) {
            if (i % 5 == 0) current = &counter("metric." + std::to_string(i));
            encoder().add(*current, sum_point(i, "key", std::string(static_cast<std::size_t>(i), 'v')), kNow);
        }
        std::vector<std::int64_t> values;
        for (const Request& request : finish()) {
            EXPECT_LE(request.body.size(), limit);
            for (const Metric& metric : metrics_of(request)) {
                for (const auto& point : metric.sum().data_points())
                    values.push_back(point.as_int());
            }
        }
        ASSERT_EQ(values.size(), 60U) << limit;
        for (int i = 0; i < 60; ++i)
            EXPECT_EQ(values[static_cast<std::size_t>(i)], i);
    }
}

TEST_F(MetricEncoderTest, SendsAPointAloneThatIsLargerThanARequestMayBe) {
    options_.batch_max_bytes = 300;
    hot::MetricStream& n = counter("n");
    encoder().add(n, sum_point(1), kNow);
    encoder().add(n, sum_point(2, "key", std::string(1000, 'v')), kNow);
    encoder().add(n, sum_point(3), kNow);
    const auto requests = finish();
    ASSERT_EQ(requests.size(), 3U);
    EXPECT_EQ(requests[1].points, 1U);
    EXPECT_EQ(metrics_of(requests[1])[0].sum().data_points(0).as_int(), 2);
}

}  // namespace
}  // namespace telemetryflow::tests
