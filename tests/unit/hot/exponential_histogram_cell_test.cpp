#include "hot/exponential_histogram_cell.hpp"

#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "hot/exponential_index.hpp"

namespace telemetryflow::hot {
namespace {

using Counts = std::vector<std::uint64_t>;

class ExponentialHistogramCellTest : public testing::Test {
protected:
    ExponentialTotals taken() {
        ExponentialTotals totals;
        cell_.take(totals);
        return totals;
    }
    static std::uint64_t counted(const ExponentialBuckets& buckets) {
        return std::accumulate(buckets.counts.begin(), buckets.counts.end(), std::uint64_t{0});
    }

    static constexpr std::uint32_t kSize = 4;
    std::array<std::uint64_t, 2 * kSize> counts_{};
    ExponentialHistogramCell cell_{counts_.data(), kSize, 20, 1};
};

TEST_F(ExponentialHistogramCellTest, HasOneValueAtTheFinestScale) {
    cell_.write(3);
    const ExponentialTotals totals = taken();
    EXPECT_EQ(totals.scale, 20);
    EXPECT_EQ(totals.positive.counts, Counts{1});
    EXPECT_EQ(totals.positive.offset, exponential_index(3, 20));
    EXPECT_EQ(totals.count, 1U);
    EXPECT_EQ(totals.sum, 3);
    EXPECT_EQ(totals.min, 3);
    EXPECT_EQ(totals.max, 3);
}

TEST_F(ExponentialHistogramCellTest, LowersTheScaleUntilTheValuesFit) {
    for (const double value : {1.0, 2.0, 4.0, 1.0})
        cell_.write(value);
    const ExponentialTotals totals = taken();
    EXPECT_EQ(totals.scale, 0);
    EXPECT_EQ(totals.positive.offset, -1);
    EXPECT_EQ(totals.positive.counts, (Counts{2, 1, 1})) << "upper boundaries are inclusive";
}

TEST_F(ExponentialHistogramCellTest, GrowsDownwardsAsUpwards) {
    for (const double value : {8.0, 4.0, 2.0, 1.0})
        cell_.write(value);
    const ExponentialTotals totals = taken();
    EXPECT_EQ(totals.scale, 0);
    EXPECT_EQ(totals.positive.counts, (Counts{1, 1, 1, 1}));
    EXPECT_EQ(totals.positive.offset, -1);
}

TEST_F(ExponentialHistogramCellTest, CountsZeroAndNegativeValuesApart) {
    for (const double value : {0.0, -0.0, -1.0, -2.0, 5.0})
        cell_.write(value);
    const ExponentialTotals totals = taken();
    EXPECT_EQ(totals.zero_count, 2U);
    EXPECT_EQ(counted(totals.negative), 2U);
    EXPECT_EQ(counted(totals.positive), 1U);
    EXPECT_EQ(totals.count, 5U);
    EXPECT_EQ(totals.sum, 2);
    EXPECT_EQ(totals.min, -2);
    EXPECT_EQ(totals.negative.counts.size() <= kSize, true);
}

TEST_F(ExponentialHistogramCellTest, HoldsEveryDoubleThereIs) {
    for (const double value : {std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max(),
                               -std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::lowest(), 1.0})
        cell_.write(value);
    const ExponentialTotals totals = taken();
    EXPECT_EQ(counted(totals.positive), 3U);
    EXPECT_EQ(counted(totals.negative), 2U);
    EXPECT_LE(totals.positive.counts.size(), kSize);
    EXPECT_TRUE(std::isfinite(totals.sum));
}

TEST_F(ExponentialHistogramCellTest, StartsAnewOnceItWasRead) {
    for (const double value : {1e-300, 1e300})
        cell_.write(value);
    EXPECT_LT(taken().scale, 0);
    EXPECT_EQ(taken().count, 0U);
    cell_.write(7);
    const ExponentialTotals totals = taken();
    EXPECT_EQ(totals.scale, 20);
    EXPECT_EQ(totals.min, 7) << "the extremes are those of the interval";
    EXPECT_EQ(counted(totals.positive), 1U);
}

TEST_F(ExponentialHistogramCellTest, KeepsEachValueInItsBucketWhateverTheOrder) {
    std::array<std::uint64_t, 2 * 160> counts{};
    ExponentialHistogramCell cell(counts.data(), 160, 20, 1);
    std::vector<double> values;
    for (int i = 0; i < 4000; ++i)
        values.push_back(std::ldexp(1.0 + (i * 7919 % 1000) / 1000.0, i * 37 % 41 - 20));
    for (const double value : values)
        cell.write(value);
    ExponentialTotals totals;
    cell.take(totals);
    Counts expected(totals.positive.counts.size());
    for (const double value : values)
        ++expected.at(static_cast<std::size_t>(exponential_index(value, totals.scale) - totals.positive.offset));
    EXPECT_EQ(totals.positive.counts, expected);
    EXPECT_GT(totals.positive.counts.size(), 80U) << "a finer scale would not have fitted";
}

TEST_F(ExponentialHistogramCellTest, NeverShowsHalfAMeasurement) {
    std::atomic<bool> done{false};
    ExponentialTotals all;
    std::thread reader([&] {
        ExponentialTotals totals;
        while (!done) {
            cell_.take(totals);
            EXPECT_EQ(totals.sum, static_cast<double>(totals.count));
            EXPECT_EQ(counted(totals.positive), totals.count);
            all.merge(totals, kSize);
        }
    });
    for (int i = 0; i < 100'000; ++i)
        cell_.write(1);
    done = true;
    reader.join();
    all.merge(taken(), kSize);
    EXPECT_EQ(all.count, 100'000U);
}

TEST(ExponentialTotalsTest, AreMergedAtTheFinestScaleThatFitsBoth) {
    ExponentialTotals fine{.scale = 2, .count = 3, .sum = 3, .min = 1, .max = 2};
    fine.positive = {.offset = 4, .counts = {1, 0, 2}};
    ExponentialTotals coarse{.scale = 1, .count = 1, .zero_count = 1, .sum = -8, .min = -8, .max = 0};
    coarse.negative = {.offset = -3, .counts = {1}};
    fine.merge(coarse, 160);
    EXPECT_EQ(fine.scale, 1);
    EXPECT_EQ(fine.positive.offset, 2);
    EXPECT_EQ(fine.positive.counts, (Counts{1, 2}));
    EXPECT_EQ(fine.negative.offset, -3);
    EXPECT_EQ(fine.negative.counts, Counts{1});
    EXPECT_EQ(fine.count, 4U);
    EXPECT_EQ(fine.zero_count, 1U);
    EXPECT_EQ(fine.sum, -5);
    EXPECT_EQ(fine.min, -8);
    EXPECT_EQ(fine.max, 2);
}

TEST(ExponentialTotalsTest, KeepToTheirSizeWhenMerged) {
    ExponentialTotals low{.scale = 0};
    low.positive = {.offset = -8, .counts = {1}};
    ExponentialTotals high{.scale = 0};
    high.positive = {.offset = 7, .counts = {5}};
    low.merge(high, 4);
    EXPECT_EQ(low.scale, -2);
    EXPECT_EQ(low.positive.offset, -2);
    EXPECT_EQ(low.positive.counts, (Counts{1, 0, 0, 5}));
}

TEST(ExponentialTotalsTest, TakeTheScaleOfOthersWhileTheyAreEmpty) {
    ExponentialTotals none{.scale = -3, .count = 1, .zero_count = 1};
    ExponentialTotals some{.scale = 5};
    some.positive = {.offset = 1, .counts = {2}};
    none.merge(some, 160);
    EXPECT_EQ(none.scale, 5);
    EXPECT_EQ(none.positive.counts, Counts{2});
}

}  // namespace
}  // namespace telemetryflow::hot
