#include "application/json_writer.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

std::string written(std::string_view text) {
    return std::move(JsonWriter().value(text)).take();
}
std::string written(double number) {
    return std::move(JsonWriter().value(number)).take();
}

TEST(JsonWriterTest, PutsCommasBetweenMembersAndElements) {
    JsonWriter json;
    json.begin_object().member("a", std::uint64_t{1}).key("b").begin_array();
    json.value(true).value("x").begin_object().end_object().end_array().member("c", false).end_object();
    EXPECT_EQ(std::move(json).take(), R"({"a":1,"b":[true,"x",{}],"c":false})");
}

TEST(JsonWriterTest, WritesTheLargestCounterExactly) {
    EXPECT_EQ(std::move(JsonWriter().value(std::numeric_limits<std::uint64_t>::max())).take(), "18446744073709551615");
}

TEST(JsonWriterTest, WritesDoublesInTheirShortestForm) {
    EXPECT_EQ(written(0.1), "0.1");
    EXPECT_EQ(written(-2.0), "-2");
    EXPECT_EQ(written(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
}

TEST(JsonWriterTest, WritesNullForWhatIsNoNumber) {
    EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN()), "null");
    EXPECT_EQ(written(-std::numeric_limits<double>::infinity()), "null");
}

TEST(JsonWriterTest, EscapesQuotesBackslashesAndControlCharacters) {
    EXPECT_EQ(written("a\"b\\c"), R"("a\"b\\c")");
    EXPECT_EQ(written(std::string_view("\n\x1f\0", 3)), R"("\u000a\u001f\u0000")");
    EXPECT_EQ(std::move(JsonWriter().begin_object().member("k\"", "v").end_object()).take(), R"({"k\"":"v"})");
}

TEST(JsonWriterTest, KeepsValidUtf8) {
    const std::string text = "\u00e9 \u20ac \U0001F600";
    EXPECT_EQ(written(text), '"' + text + '"');
}

TEST(JsonWriterTest, ReplacesEveryByteThatBelongsToNoCharacter) {
    EXPECT_EQ(written("a\xFFz"), "\"a\uFFFDz\"");
    EXPECT_EQ(written("\xC0\x80"), "\"\uFFFD\uFFFD\"") << "overlong";
    EXPECT_EQ(written("\xE0\x9F\x80"), "\"\uFFFD\uFFFD\uFFFD\"") << "overlong";
    EXPECT_EQ(written("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"") << "surrogate";
    EXPECT_EQ(written("\xF4\x90\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"") << "beyond U+10FFFF";
    EXPECT_EQ(written("\xE2\x82"), "\"\uFFFD\uFFFD\"") << "cut off";
}

}  // namespace
}  // namespace telemetryflow
