#include "domain/json_writer.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

template <class T>
std::string written(const T& content) {
    return std::move(JsonWriter().value(content)).take();
}

TEST(JsonWriterTest, PutsCommasBetweenMembersAndElementsOnly) {
    JsonWriter json;
    json.begin_object().member("a", std::uint64_t{1}).key("b").begin_array();
    json.begin_array().end_array().value(true).value("x").begin_object().end_object().value(false).end_array();
    json.key("c").begin_object().member("d", "").end_object().end_object();
    EXPECT_EQ(std::move(json).take(), R"({"a":1,"b":[[],true,"x",{},false],"c":{"d":""}})");
}

TEST(JsonWriterTest, WritesIntegersExactlyAtTheirLimits) {
    EXPECT_EQ(written(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
    EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
    EXPECT_EQ(written(std::uint32_t{4294967295}), "4294967295");
}

TEST(JsonWriterTest, WritesTheShortestNumberThatReadsBack) {
    EXPECT_EQ(written(0.1), "0.1");
    EXPECT_EQ(written(-2.0), "-2");
    EXPECT_EQ(written(-0.0), "-0");
    EXPECT_EQ(written(1e300), "1e+300");
    std::mt19937_64 random(11);
    for (int round = 0; round < 5'000; ++round) {
        const auto value = std::bit_cast<double>(random());
        if (!std::isfinite(value)) continue;
        const auto text = written(value);
        EXPECT_EQ(std::strtod(text.c_str(), nullptr), value) << text;
        EXPECT_LE(text.size(), 24U);
    }
    for (const double edge : {std::numeric_limits<double>::max(), std::numeric_limits<double>::min(),
                              std::numeric_limits<double>::denorm_min(), -std::numeric_limits<double>::max()}) {
        EXPECT_EQ(std::strtod(written(edge).c_str(), nullptr), edge);
    }
}

TEST(JsonWriterTest, WritesNullForWhatIsNoNumber) {
    EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN()), "null");
    EXPECT_EQ(written(-std::numeric_limits<double>::infinity()), "null");
}

TEST(JsonWriterTest, EscapesEveryControlCharacterAndNothingElseOfAscii) {
    for (int code = 0; code < 128; ++code) {
        const auto c = static_cast<char>(code);
        const auto text = written(std::string_view(&c, 1));
        if (c == '"' || c == '\\') {
            EXPECT_EQ(text, std::string("\"\\") + c + '"');
        } else if (c == '\n') {
            EXPECT_EQ(text, R"("\n")");
        } else if (code < 0x20) {
            char expected[16];
            std::snprintf(expected, sizeof expected, "\"\\u%04x\"", static_cast<unsigned>(code));
            EXPECT_EQ(text, expected);
        } else {
            EXPECT_EQ(text, std::string("\"") + c + '"');
        }
    }
}

TEST(JsonWriterTest, EscapesKeys) {
    EXPECT_EQ(std::move(JsonWriter().begin_object().member("k\"", "v").end_object()).take(), R"({"k\"":"v"})");
}

TEST(JsonWriterTest, KeepsTheFirstAndLastCharacterOfEveryLengthOfUtf8) {
    for (const std::string character :
         {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xEC\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
          "\xF0\x90\x80\x80", "\xF3\xBF\xBF\xBF", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_EQ(written("a" + character + "b"), "\"a" + character + "b\"");
    }
}

TEST(JsonWriterTest, MendsWhatIsNotUtf8AndKeepsWhatStandsAroundIt) {
    EXPECT_EQ(written("a\xFFz"), "\"a\uFFFDz\"");
    EXPECT_EQ(written("\xC0\x80"), "\"\uFFFD\uFFFD\"") << "overlong";
    EXPECT_EQ(written("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"") << "surrogate";
    EXPECT_EQ(written("\xE2\x82"), "\"\uFFFD\"") << "cut off";
    EXPECT_EQ(written("\xE2\x82\"\x01"), "\"\uFFFD\\\"\\u0001\"") << "cut off before what is escaped";
    EXPECT_EQ(std::move(JsonWriter().begin_object().member("k\xFE", "v").end_object()).take(), "{\"k\uFFFD\":\"v\"}");
}

}  // namespace
}  // namespace telemetryflow
