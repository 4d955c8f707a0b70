#include "property/stream_receiver.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace telemetryflow::tests::property {
namespace {

namespace metrics = otlp::metrics::v1;

constexpr const char* kOverflow = "otel.metric.overflow";

double number_of(const metrics::NumberDataPoint& point) {
    return point.has_as_int() ? static_cast<double>(point.as_int()) : point.as_double();
}

void take_buckets(const ExpectedStream& stream, const metrics::HistogramDataPoint& point, PointSeries& series) {
    EXPECT_TRUE(std::equal(stream.bounds.begin(), stream.bounds.end(), point.explicit_bounds().begin(),
                           point.explicit_bounds().end()));
    series.buckets.assign(point.bucket_counts().begin(), point.bucket_counts().end());
    std::uint64_t in_buckets = 0;
    for (const std::uint64_t bucket : series.buckets)
        in_buckets += bucket;
    EXPECT_EQ(in_buckets, point.count());
}

void take_buckets(const ExpectedStream&, const metrics::ExponentialHistogramDataPoint& point, PointSeries& series) {
    series.exponential.scale = point.scale();
    series.exponential.zeros = point.zero_count();
    std::uint64_t in_buckets = point.zero_count();
    const auto take = [&](const auto& from, std::map<std::int32_t, std::uint64_t>& to) {
        for (int i = 0; i < from.bucket_counts_size(); ++i) {
            if (from.bucket_counts(i) != 0) to[from.offset() + i] = from.bucket_counts(i);
            in_buckets += from.bucket_counts(i);
        }
    };
    take(point.positive(), series.exponential.positive);
    take(point.negative(), series.exponential.negative);
    EXPECT_EQ(in_buckets, point.count());
}

}  // namespace

void StreamReceiver::take(const std::vector<Metric>& metrics) {
    before_ = std::exchange(now_, 0);
    in_collection_.clear();
    for (const Metric& metric : metrics) {
        if (metric.name() != kHeartbeat) continue;
        EXPECT_EQ(now_, 0U) << "two collections at once";
        now_ = metric.gauge().data_points(0).time_unix_nano();
    }
    ASSERT_GT(now_, before_);
    for (const Metric& metric : metrics)
        take_metric(metric);
    forget_unobserved();
}

// What callbacks do not observe any more is not there any more; what came of it as deltas stays.
void StreamReceiver::forget_unobserved() {
    std::erase_if(series_, [&](const auto& known) {
        const ExpectedStream& stream = streams_.at(known.first.first);
        if (!stream.is_observable() || stream.is_delta(preference_) || in_collection_.contains(known.first))
            return false;
        starts_.erase(known.first);
        return true;
    });
}

void StreamReceiver::take_metric(const Metric& metric) {
    if (metric.name() == kHeartbeat) return;
    const auto found = streams_.find(metric.name());
    ASSERT_NE(found, streams_.end()) << metric.name() << " was dropped, renamed or never there";
    const ExpectedStream& stream = found->second;
    SCOPED_TRACE(metric.name());
    const auto each = [&](const auto& data, const auto& read) {
        for (const auto& point : data.data_points()) {
            const Key key{metric.name(), attributes_of(point)};
            check(stream, key, point);
            add(stream, key, read(point));
        }
    };
    const auto expect_temporality = [&](const auto& data) {
        EXPECT_EQ(data.aggregation_temporality() == metrics::AGGREGATION_TEMPORALITY_DELTA,
                  stream.is_delta(preference_));
    };
    const auto read_number = [](const auto& point) {
        PointSeries series;
        series.sum = series.last = number_of(point);
        return series;
    };
    const auto read_histogram = [&](const auto& point) { return of_histogram(stream, point); };
    switch (stream.aggregation) {
        case ViewAggregation::LastValue:
            ASSERT_TRUE(metric.has_gauge());
            each(metric.gauge(), read_number);
            break;
        case ViewAggregation::Sum:
            ASSERT_TRUE(metric.has_sum());
            EXPECT_EQ(metric.sum().is_monotonic(), stream.is_monotonic());
            expect_temporality(metric.sum());
            each(metric.sum(), read_number);
            break;
        case ViewAggregation::ExplicitBucketHistogram:
            ASSERT_TRUE(metric.has_histogram());
            expect_temporality(metric.histogram());
            each(metric.histogram(), read_histogram);
            break;
        default:
            ASSERT_TRUE(metric.has_exponential_histogram());
            expect_temporality(metric.exponential_histogram());
            each(metric.exponential_histogram(), read_histogram);
            break;
    }
}

template <class Point>
void StreamReceiver::check(const ExpectedStream& stream, const Key& key, const Point& point) {
    EXPECT_TRUE(in_collection_.insert(key).second) << "twice in one collection";
    if (key.second.contains(kOverflow)) {
        EXPECT_EQ(key.second, (SeriesAttributes{{kOverflow, "true"}}));
    } else if (stream.keys) {
        for (const auto& [name, value] : key.second)
            EXPECT_NE(std::find(stream.keys->begin(), stream.keys->end(), name), stream.keys->end()) << name;
    }
    EXPECT_EQ(point.time_unix_nano(), now_);
    if (stream.aggregation == ViewAggregation::LastValue) return;  // of a moment, not of an interval
    const std::uint64_t start = point.start_time_unix_nano();
    EXPECT_GT(start, 0U);
    EXPECT_LE(start, now_);
    const auto [known, is_first] = starts_.try_emplace(key, start);
    if (!stream.is_delta(preference_)) {
        EXPECT_EQ(start, known->second);
    } else if (is_first) {
        EXPECT_GE(start, before_);
    } else {
        EXPECT_EQ(start, before_) << "intervals follow each other";
    }
}

template <class Point>
PointSeries StreamReceiver::of_histogram(const ExpectedStream& stream, const Point& point) {
    PointSeries series;
    EXPECT_EQ(point.has_sum(), stream.is_monotonic());
    EXPECT_GT(point.count(), 0U);
    series.sum = point.sum();
    series.count = point.count();
    if (!stream.has_extremes) {
        EXPECT_FALSE(point.has_min() || point.has_max());
    }
    if (point.has_min()) series.min = point.min();
    if (point.has_max()) series.max = point.max();
    take_buckets(stream, point, series);
    return series;
}

void StreamReceiver::add(const ExpectedStream& stream, const Key& key, const PointSeries& point) {
    PointSeries& known = series_[key];
    // What is observed first has the room: the overflow may lose a series to a room of its own, and get a smaller one.
    const bool grows = stream.is_monotonic() && stream.kind != ViewInstrument::Histogram &&
                       !(stream.is_observable() && key.second.contains(kOverflow));
    if (!stream.is_delta(preference_)) {
        // Growing, unless it may shrink; a histogram's sum tells of negative values too.
        if (grows) {
            EXPECT_GE(point.sum, known.sum);
        }
        EXPECT_GE(point.count, known.count);
        known = point;
        return;
    }
    if (grows) {
        EXPECT_GE(point.sum, 0);
    }
    known.merge(point);
}

}  // namespace telemetryflow::tests::property
