#include "hot/explicit_histogram_cell.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

const BucketBounds kBoundaries(std::vector<double>{0, 5, 10});

TEST(BucketBoundsTest, FindTheBucketOfEveryValueWhateverTheirNumber) {
    for (std::size_t size = 0; size < 18; ++size) {
        std::vector<double> values;
        for (std::size_t i = 0; i < size; ++i)
            values.push_back(10.0 * static_cast<double>(i) - 35);
        const BucketBounds bounds(values);
        ASSERT_EQ(std::vector<double>(bounds.values().begin(), bounds.values().end()), values);
        for (double value = -50; value < 200; value += 2.5) {
            const auto expected = std::lower_bound(values.begin(), values.end(), value) - values.begin();
            EXPECT_EQ(static_cast<std::ptrdiff_t>(BucketBounds::bucket_of(value, bounds.padded())), expected)
                << size << " bounds, value " << value;
        }
        EXPECT_EQ(BucketBounds::bucket_of(std::numeric_limits<double>::max(), bounds.padded()), size);
        EXPECT_EQ(BucketBounds::bucket_of(std::numeric_limits<double>::lowest(), bounds.padded()), 0U);
    }
}

TEST(ExplicitHistogramCellTest, CountsABoundaryInTheBucketBelowIt) {
    std::array<std::atomic<std::uint64_t>, 4> buckets{};
    ExplicitHistogramCell cell(kBoundaries, buckets.data(), 1, false);
    for (const double value : {-1.0, 0.0, 0.1, 5.0, 5.1, 10.0, 10.1, 1e300})
        record_in(cell, value);
    HistogramTotals totals;
    cell.read(totals);
    EXPECT_EQ(totals.buckets, (std::vector<std::uint64_t>{2, 2, 2, 2}));
    EXPECT_EQ(totals.min, -1);
    EXPECT_EQ(totals.max, 1e300);
    EXPECT_EQ(totals.count(), 8U);
    cell.reset();
    cell.read(totals);
    EXPECT_EQ(totals.count(), 0U);
    EXPECT_EQ(totals.sum, 0);
}

TEST(ExplicitHistogramCellTest, NeverShowsHalfAMeasurement) {
    std::array<std::atomic<std::uint64_t>, 4> buckets{};
    ExplicitHistogramCell cell(kBoundaries, buckets.data(), 0, true);
    std::atomic<bool> done{false};
    std::thread reader([&] {
        HistogramTotals totals;
        while (!done) {
            cell.read(totals);
            EXPECT_EQ(totals.sum, static_cast<double>(totals.count()));
        }
    });
    std::thread other([&] {
        for (int i = 0; i < 50'000; ++i)
            record_in(cell, 1);
    });
    for (int i = 0; i < 50'000; ++i)
        record_in(cell, 1);
    other.join();
    done = true;
    reader.join();
    HistogramTotals totals;
    cell.read(totals);
    EXPECT_EQ(totals.count(), 100'000U);
}

}  // namespace
}  // namespace telemetryflow::hot
