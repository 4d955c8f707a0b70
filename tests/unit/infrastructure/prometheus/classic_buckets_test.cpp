#include "infrastructure/prometheus/classic_buckets.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include <gtest/gtest.h>

namespace telemetryflow::prometheus {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Pairs = std::vector<std::pair<double, std::uint64_t>>;

template <class Point>
Pairs buckets_of(const Point& point) {
    Pairs pairs;
    for (const ClassicBuckets::Bucket& bucket : ClassicBuckets::of(point).buckets)
        pairs.emplace_back(bucket.bound, bucket.count);
    return pairs;
}

TEST(ClassicBucketsTest, CountAllThatIsBelow) {
    EXPECT_EQ(buckets_of(HistogramDataPoint{.count = 6, .explicit_bounds = {1, 2}, .bucket_counts = {1, 2, 3}}),
              (Pairs{{1, 1}, {2, 3}, {kInfinity, 6}}));
    EXPECT_EQ(buckets_of(HistogramDataPoint{.count = 6}), (Pairs{{kInfinity, 6}}));
}

TEST(ClassicBucketsTest, HavePowersOfTwoOfEveryFineScale) {
    for (const std::int32_t scale : {0, 1, 3, 20}) {
        // The bucket whose upper bound is 8, and the one above it.
        const std::int32_t last = static_cast<std::int32_t>(3U << static_cast<unsigned>(scale)) - 1;
        ExponentialHistogramDataPoint point{.count = 5, .scale = scale};
        point.positive = {.offset = last, .bucket_counts = {2, 3}};
        EXPECT_EQ(buckets_of(point), (Pairs{{8, 2}, {16, 5}, {kInfinity, 5}})) << "scale " << scale;
    }
}

TEST(ClassicBucketsTest, HaveTheBoundsOfACoarseScale) {
    ExponentialHistogramDataPoint point{.count = 5, .scale = -1};
    point.positive = {.offset = -1, .bucket_counts = {2, 3}};
    EXPECT_EQ(buckets_of(point), (Pairs{{1, 2}, {4, 5}, {kInfinity, 5}}));
}

TEST(ClassicBucketsTest, HaveAllBoundsBetweenTheLowestAndTheHighest) {
    ExponentialHistogramDataPoint point{.count = 2, .scale = 0};
    point.positive = {.offset = -2, .bucket_counts = {1, 0, 0, 1, 0}};
    EXPECT_EQ(buckets_of(point), (Pairs{{0.5, 1}, {1, 1}, {2, 1}, {4, 2}, {kInfinity, 2}}));
}

TEST(ClassicBucketsTest, HaveNegativeValuesBelowZero) {
    ExponentialHistogramDataPoint point{.count = 10, .scale = 0, .zero_count = 3};
    point.negative = {.offset = 1, .bucket_counts = {1, 2}};  // -4 to -2, -8 to -4
    point.positive = {.offset = 0, .bucket_counts = {4}};
    EXPECT_EQ(buckets_of(point), (Pairs{{-4, 2}, {-2, 3}, {0, 6}, {2, 10}, {kInfinity, 10}}));
}

TEST(ClassicBucketsTest, HoldTheLargestAndTheSmallestNumbers) {
    ExponentialHistogramDataPoint point{.count = 2, .scale = 0};
    point.positive = {.offset = 1023, .bucket_counts = {1}};
    EXPECT_EQ(buckets_of(point), (Pairs{{kInfinity, 2}})) << "no bound above the largest number but infinity";
    point.positive = {.offset = -1074, .bucket_counts = {2}};
    EXPECT_EQ(buckets_of(point), (Pairs{{std::ldexp(1, -1073), 2}, {kInfinity, 2}}));
    point.scale = -11;
    point.positive = {.offset = -1, .bucket_counts = {1, 1}};
    EXPECT_EQ(buckets_of(point), (Pairs{{1, 1}, {kInfinity, 2}}));
    point.positive = {};
    point.negative = {.offset = -1, .bucket_counts = {1, 1}};
    EXPECT_EQ(buckets_of(point), (Pairs{{-1, 1}, {0, 2}, {kInfinity, 2}})) << "2^-2048 is zero";
}

TEST(ClassicBucketsTest, OfZerosAreOne) {
    EXPECT_EQ(buckets_of(ExponentialHistogramDataPoint{.count = 3, .scale = 5, .zero_count = 3}),
              (Pairs{{0, 3}, {kInfinity, 3}}));
}

}  // namespace
}  // namespace telemetryflow::prometheus
