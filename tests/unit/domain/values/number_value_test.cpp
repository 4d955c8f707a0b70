// A measurement keeps its type, because its type decides that of the data point.

#include "telemetryflow/domain/number_value.hpp"

#include <cmath>
#include <limits>
#include <type_traits>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

enum class Scoped { One };

static_assert(std::is_convertible_v<int, NumberValue>);
static_assert(std::is_convertible_v<unsigned long long, NumberValue>);
static_assert(std::is_convertible_v<float, NumberValue>);
static_assert(!std::is_constructible_v<NumberValue, bool>);
static_assert(!std::is_constructible_v<NumberValue, char>);
static_assert(!std::is_constructible_v<NumberValue, wchar_t>);
static_assert(!std::is_constructible_v<NumberValue, char32_t>);
static_assert(!std::is_constructible_v<NumberValue, Scoped>);
static_assert(!std::is_constructible_v<NumberValue, const char*>);
static_assert(!std::is_constructible_v<NumberValue, int*>);
static_assert(!std::is_constructible_v<NumberValue, std::nullptr_t>);
static_assert(!std::is_default_constructible_v<NumberValue>);
static_assert(NumberValue(7).as_int64() == 7 && !NumberValue(7).is_double());
static_assert(NumberValue(0.5).as_double() == 0.5 && NumberValue(0.5).is_double());

template <class T>
class NumberValueOfInteger : public testing::Test {};
using Integers = testing::Types<signed char, unsigned char, short, unsigned short, int, unsigned, long, long long>;
TYPED_TEST_SUITE(NumberValueOfInteger, Integers);

TYPED_TEST(NumberValueOfInteger, KeepsItsWholeRange) {
    using Limits = std::numeric_limits<TypeParam>;
    for (const TypeParam value : {Limits::min(), TypeParam{0}, TypeParam{1}, Limits::max()}) {
        const NumberValue number(value);
        EXPECT_FALSE(number.is_double());
        EXPECT_EQ(number.as_int64(), static_cast<std::int64_t>(value));
    }
}

TEST(NumberValueTest, BecomesTheMaximumAboveTheRangeOfInt64) {
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    constexpr auto kEdge = static_cast<std::uint64_t>(kMax);
    EXPECT_EQ(NumberValue(kEdge - 1).as_int64(), kMax - 1);
    EXPECT_EQ(NumberValue(kEdge).as_int64(), kMax);
    EXPECT_EQ(NumberValue(kEdge + 1).as_int64(), kMax);
    EXPECT_EQ(NumberValue(std::numeric_limits<std::uint64_t>::max()).as_int64(), kMax);
}

TEST(NumberValueTest, TakesEveryFloatingPointType) {
    EXPECT_EQ(NumberValue(1.5F).as_double(), 1.5);
    EXPECT_EQ(NumberValue(1.5L).as_double(), 1.5);
    EXPECT_TRUE(NumberValue(1.5F).is_double());
    EXPECT_TRUE(std::signbit(NumberValue(-0.0).as_double()));
    EXPECT_TRUE(std::isnan(NumberValue(std::nan("")).as_double()));
    EXPECT_TRUE(std::isinf(NumberValue(-std::numeric_limits<float>::infinity()).as_double()));
}

TEST(NumberValueTest, ConvertsEitherTypeToADouble) {
    EXPECT_EQ(NumberValue(-3).to_double(), -3.0);
    EXPECT_EQ(NumberValue(2.25).to_double(), 2.25);
    EXPECT_EQ(NumberValue((std::int64_t{1} << 53) + 1).to_double(), 9007199254740992.0);
}

TEST(NumberValueTest, DiffersWhenOnlyTheTypeDiffers) {
    EXPECT_EQ(NumberValue(1), NumberValue(1U));
    EXPECT_EQ(NumberValue(1.0), NumberValue(1.0F));
    EXPECT_NE(NumberValue(1), NumberValue(1.0));
    EXPECT_NE(NumberValue(1), NumberValue(2));
    EXPECT_NE(NumberValue(1.0), NumberValue(1.5));
    EXPECT_NE(NumberValue(0), NumberValue(0.0));
    EXPECT_NE(NumberValue(std::nan("")), NumberValue(std::nan("")));
    // Beyond 2^53 only a comparison as integers tells them apart.
    EXPECT_NE(NumberValue(std::int64_t{1} << 53), NumberValue((std::int64_t{1} << 53) + 1));
}

}  // namespace
}  // namespace telemetryflow
