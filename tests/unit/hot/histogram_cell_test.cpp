#include "hot/histogram_cell.hpp"

#include <array>
#include <thread>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

constexpr std::array<double, 3> kBoundaries{0, 5, 10};

TEST(HistogramCellTest, CountsABoundaryInTheBucketBelowIt) {
    std::array<std::atomic<std::uint64_t>, 4> buckets{};
    HistogramCell cell(kBoundaries, buckets.data(), 1, false);
    for (const double value : {-1.0, 0.0, 0.1, 5.0, 5.1, 10.0, 10.1, 1e300})
        cell.record(value);
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

TEST(HistogramCellTest, NeverShowsHalfAMeasurement) {
    std::array<std::atomic<std::uint64_t>, 4> buckets{};
    HistogramCell cell(kBoundaries, buckets.data(), 0, true);
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
            cell.record(1);
    });
    for (int i = 0; i < 50'000; ++i)
        cell.record(1);
    other.join();
    done = true;
    reader.join();
    HistogramTotals totals;
    cell.read(totals);
    EXPECT_EQ(totals.count(), 100'000U);
}

}  // namespace
}  // namespace telemetryflow::hot
