// What may be an attribute's value, and what fails to compile.

#include "telemetryflow/domain/attribute_value.hpp"

#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

using namespace std::string_view_literals;

enum Unscoped { kFirst };
enum class Scoped { First };
struct Anything {};

template <class T>
constexpr bool kRefused = !std::is_convertible_v<T, AttributeValue> && !std::is_constructible_v<AttributeValue, T>;

// A pointer must not turn into true, a character not into its code, an enumerator not into its number.
static_assert(kRefused<int*> && kRefused<const void*> && kRefused<Anything*> && kRefused<void (*)()>);
static_assert(kRefused<const wchar_t*> && kRefused<const char8_t*> && kRefused<const char16_t*>);
static_assert(kRefused<char> && kRefused<wchar_t> && kRefused<char8_t> && kRefused<char16_t> && kRefused<char32_t>);
static_assert(kRefused<Unscoped> && kRefused<Scoped>);
static_assert(kRefused<std::nullptr_t>);
static_assert(kRefused<Anything> && kRefused<std::optional<int>> && kRefused<std::map<std::string, int>>);
static_assert(kRefused<std::monostate> && kRefused<std::variant<int, double>>);

// Arrays are homogeneous, contiguous and of a type that OTLP has.
static_assert(kRefused<std::vector<bool>>);
static_assert(kRefused<std::vector<float>> && kRefused<std::vector<char>> && kRefused<std::vector<unsigned>>);
static_assert(kRefused<std::vector<const char*>> && kRefused<std::vector<std::vector<int>>>);
static_assert(kRefused<std::vector<AttributeValue>> && kRefused<std::vector<std::variant<int, std::string>>>);
static_assert(kRefused<std::span<const Anything>>);

static_assert(!std::is_default_constructible_v<AttributeValue>);
static_assert(std::is_trivially_copyable_v<AttributeValue>);
static_assert(AttributeValue(true).type() == AttributeType::Bool && AttributeValue(true).as_bool());
static_assert(AttributeValue(-4).as_int64() == -4);
static_assert(AttributeValue(0.25).as_double() == 0.25);

TEST(AttributeValueTest, TellsABoolFromAnInteger) {
    EXPECT_EQ(AttributeValue(false).type(), AttributeType::Bool);
    EXPECT_FALSE(AttributeValue(false).as_bool());
    EXPECT_EQ(AttributeValue(0).type(), AttributeType::Int64);
    EXPECT_EQ(AttributeValue(1).type(), AttributeType::Int64);
}

template <class T>
class IntegerAttributeValue : public testing::Test {};
using Integers = testing::Types<signed char, unsigned char, short, unsigned short, int, unsigned, long, long long>;
TYPED_TEST_SUITE(IntegerAttributeValue, Integers);

TYPED_TEST(IntegerAttributeValue, KeepsItsWholeRange) {
    using Limits = std::numeric_limits<TypeParam>;
    for (const TypeParam value : {Limits::min(), TypeParam{0}, TypeParam{42}, Limits::max()}) {
        const AttributeValue attribute(value);
        EXPECT_EQ(attribute.type(), AttributeType::Int64);
        EXPECT_EQ(attribute.as_int64(), static_cast<std::int64_t>(value));
    }
}

TEST(AttributeValueTest, BecomesTheMaximumAboveTheRangeOfInt64) {
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    constexpr auto kEdge = static_cast<unsigned long long>(kMax);
    EXPECT_EQ(AttributeValue(kEdge - 1).as_int64(), kMax - 1);
    EXPECT_EQ(AttributeValue(kEdge).as_int64(), kMax);
    EXPECT_EQ(AttributeValue(kEdge + 1).as_int64(), kMax);
    EXPECT_EQ(AttributeValue(std::numeric_limits<unsigned long>::max()).as_int64(), kMax);
}

TEST(AttributeValueTest, TakesEveryFloatingPointTypeAsADouble) {
    EXPECT_EQ(AttributeValue(0.5F).type(), AttributeType::Double);
    EXPECT_EQ(AttributeValue(0.5F).as_double(), 0.5);
    EXPECT_EQ(AttributeValue(0.5L).as_double(), 0.5);
    EXPECT_TRUE(std::isnan(AttributeValue(std::nan("")).as_double()));
    EXPECT_TRUE(std::signbit(AttributeValue(-0.0).as_double()));
}

TEST(AttributeValueTest, TakesTextInEveryFormWithoutCopyingIt) {
    const std::string text = "caf\xC3\xA9";
    const char* pointer = text.c_str();
    const char array[] = "literal";
    char writable[] = "writable";
    char* writable_pointer = writable;
    EXPECT_EQ(AttributeValue(text).as_string().data(), text.data());
    EXPECT_EQ(AttributeValue(std::string_view(text)).as_string().data(), text.data());
    EXPECT_EQ(AttributeValue(pointer).as_string(), text);
    EXPECT_EQ(AttributeValue(array).as_string(), "literal");
    EXPECT_EQ(AttributeValue(writable_pointer).as_string(), "writable");
    for (const auto& value : {AttributeValue(text), AttributeValue("x"sv), AttributeValue(pointer)})
        EXPECT_EQ(value.type(), AttributeType::String);
}

TEST(AttributeValueTest, TakesANullCStringForTheEmptyString) {
    const char* null = nullptr;
    EXPECT_EQ(AttributeValue(null).type(), AttributeType::String);
    EXPECT_EQ(AttributeValue(null).as_string(), "");
    EXPECT_EQ(AttributeValue("").as_string(), "");
    EXPECT_EQ(AttributeValue(std::string_view()).as_string(), "");
}

TEST(AttributeValueTest, KeepsZeroBytesOfCountedTextOnly) {
    const std::string text("a\0b", 3);
    EXPECT_EQ(AttributeValue(text).as_string().size(), 3U);
    EXPECT_EQ(AttributeValue("a\0b"sv).as_string().size(), 3U);
    EXPECT_EQ(AttributeValue(text.c_str()).as_string(), "a");
}

template <class Element>
void expect_array(AttributeValue value, AttributeType type, const Element* data, std::size_t size) {
    EXPECT_EQ(value.type(), type);
    EXPECT_EQ(value.as_array<Element>().data(), data);
    EXPECT_EQ(value.as_array<Element>().size(), size);
}

TEST(AttributeValueTest, ViewsVectorsOfEveryElementType) {
    const std::vector<std::int32_t> ints{1, 2};
    const std::vector<std::int64_t> longs{1, 2, 3};
    const std::vector<double> doubles{0.5};
    const std::vector<std::string_view> views{"a", "b"};
    const std::vector<std::string> strings{"a", "b", "c", "d"};
    expect_array(ints, AttributeType::Int32Array, ints.data(), 2);
    expect_array(longs, AttributeType::Int64Array, longs.data(), 3);
    expect_array(doubles, AttributeType::DoubleArray, doubles.data(), 1);
    expect_array(views, AttributeType::StringViewArray, views.data(), 2);
    expect_array(strings, AttributeType::StringArray, strings.data(), 4);
    const std::vector<std::byte> bytes{std::byte{1}, std::byte{0}};
    expect_array(bytes, AttributeType::Bytes, bytes.data(), 2);
}

TEST(AttributeValueTest, ViewsStandardArrays) {
    const std::array<bool, 3> flags{true, false, true};
    const std::array<std::int64_t, 2> longs{7, 8};
    const std::array<std::string, 1> strings{"x"};
    expect_array(flags, AttributeType::BoolArray, flags.data(), 3);
    expect_array(longs, AttributeType::Int64Array, longs.data(), 2);
    expect_array(strings, AttributeType::StringArray, strings.data(), 1);
    EXPECT_FALSE(AttributeValue(flags).as_array<bool>()[1]);
    EXPECT_EQ(AttributeValue(strings).as_array<std::string>()[0], "x");
}

TEST(AttributeValueTest, ViewsBuiltInArraysAndSpans) {
    const bool flags[] = {true, false};
    const double doubles[] = {1.5, 2.5, 3.5};
    std::int32_t ints[] = {1, 2, 3, 4};
    expect_array(flags, AttributeType::BoolArray, flags, 2);
    expect_array(doubles, AttributeType::DoubleArray, doubles, 3);
    expect_array(std::span<std::int32_t>(ints).subspan(1), AttributeType::Int32Array, &ints[1], 3);
    expect_array(std::span<const double>(doubles).first(1), AttributeType::DoubleArray, &doubles[0], 1);
}

TEST(AttributeValueTest, KeepsTheTypeOfAnEmptyArray) {
    EXPECT_EQ(AttributeValue(std::vector<double>{}).type(), AttributeType::DoubleArray);
    EXPECT_EQ(AttributeValue(std::vector<std::string>{}).type(), AttributeType::StringArray);
    EXPECT_TRUE(AttributeValue(std::vector<std::int64_t>{}).as_array<std::int64_t>().empty());
}

TEST(AttributeValueTest, IsCopiedAsAView) {
    const std::string text = "shared";
    const AttributeValue original(text);
    AttributeValue copy = original;
    EXPECT_EQ(copy.as_string().data(), text.data());
    copy = AttributeValue(5);
    EXPECT_EQ(copy.as_int64(), 5);
    EXPECT_EQ(original.as_string(), "shared");
}

}  // namespace
}  // namespace telemetryflow
