// The index of exponential buckets against exact arithmetic, which exponential_index_oracle.py does with big integers.

#include "hot/exponential_index.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

constexpr double kSmallest = std::numeric_limits<double>::denorm_min();

TEST(ExponentialIndexTest, PutsEveryPowerOfTwoIntoTheBucketThatEndsWithIt) {
    for (std::int32_t scale = -11; scale <= 20; ++scale) {
        for (int exponent = -1074; exponent <= 1023; ++exponent) {
            const std::int32_t expected =
                scale > 0 ? static_cast<std::int32_t>(static_cast<std::int64_t>(exponent) * (1 << scale) - 1)
                          : (exponent - 1) >> -scale;
            ASSERT_EQ(exponential_index(std::ldexp(1.0, exponent), scale), expected)
                << "2^" << exponent << " at scale " << scale;
        }
    }
}

TEST(ExponentialIndexTest, PutsWhatIsNextToAPowerOfTwoOnItsSide) {
    for (std::int32_t scale = 1; scale <= 20; ++scale) {
        for (const int exponent : {-1022, -5, -1, 0, 1, 52, 1023}) {
            const double power = std::ldexp(1.0, exponent);
            const std::int32_t last = exponential_index(power, scale);
            EXPECT_EQ(exponential_index(std::nextafter(power, std::numeric_limits<double>::infinity()), scale),
                      last + 1)
                << "above 2^" << exponent << " at scale " << scale;
            if (exponent == -1022) continue;
            EXPECT_EQ(exponential_index(std::nextafter(power, 0.0), scale), last)
                << "below 2^" << exponent << " at scale " << scale;
        }
    }
}

TEST(ExponentialIndexTest, TellsSubnormalValuesApart) {
    EXPECT_EQ(exponential_index(kSmallest, 0), -1075);
    EXPECT_EQ(exponential_index(2 * kSmallest, 0), -1074);
    EXPECT_EQ(exponential_index(3 * kSmallest, 0), -1073);
    EXPECT_EQ(exponential_index(4 * kSmallest, 0), -1073);
    EXPECT_EQ(exponential_index(3 * kSmallest, 1), -2145) << "log2(3) is 1.58: the upper half between 2 and 4";
}

TEST(ExponentialIndexTest, HasThreeBucketsForAllDoublesAtTheCoarsestScale) {
    EXPECT_EQ(exponential_index(kSmallest, -10), -2);
    EXPECT_EQ(exponential_index(1, -10), -1);
    EXPECT_EQ(exponential_index(std::numeric_limits<double>::max(), -10), 0);
    EXPECT_EQ(exponential_index(kSmallest, -11), -1);
    EXPECT_EQ(exponential_index(std::numeric_limits<double>::max(), -11), 0);
}

TEST(ExponentialIndexTest, HalvesWithEveryScale) {
    for (double value = 1e-300; value < 1e300; value *= 7.3) {
        for (std::int32_t scale = -11; scale < 20; ++scale)
            ASSERT_EQ(exponential_index(value, scale), exponential_index(value, scale + 1) >> 1) << value;
    }
}

}  // namespace
}  // namespace telemetryflow::hot
