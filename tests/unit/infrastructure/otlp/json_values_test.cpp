// The values that OTLP/JSON writes in ways of its own.

#include "infrastructure/otlp/json_values.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

std::string double_of(double value) {
    JsonWriter writer;
    write_double(writer, value);
    return std::move(writer).take();
}

std::string base64_of(std::string_view value) {
    return to_base64(std::as_bytes(std::span(value)));
}

TEST(JsonValuesTest, WritesWordsWhereJsonHasNoNumber) {
    EXPECT_EQ(double_of(std::nan("")), "\"NaN\"");
    EXPECT_EQ(double_of(-std::nan("")), "\"NaN\"");
    EXPECT_EQ(double_of(std::numeric_limits<double>::infinity()), "\"Infinity\"");
    EXPECT_EQ(double_of(-std::numeric_limits<double>::infinity()), "\"-Infinity\"");
    EXPECT_EQ(double_of(0.1), "0.1");
    EXPECT_EQ(double_of(-0.0), "-0");
}

TEST(JsonValuesTest, WritesHexOfEveryByte) {
    const std::string bytes("\x00\x0F\xF0\xFF\x7A", 5);
    EXPECT_EQ(to_hex(std::as_bytes(std::span(bytes))), "000ff0ff7a");
    EXPECT_EQ(to_hex({}), "");
}

// The test vectors of RFC 4648, section 10.
TEST(JsonValuesTest, WritesBase64WithItsPadding) {
    EXPECT_EQ(base64_of(""), "");
    EXPECT_EQ(base64_of("f"), "Zg==");
    EXPECT_EQ(base64_of("fo"), "Zm8=");
    EXPECT_EQ(base64_of("foo"), "Zm9v");
    EXPECT_EQ(base64_of("foob"), "Zm9vYg==");
    EXPECT_EQ(base64_of("fooba"), "Zm9vYmE=");
    EXPECT_EQ(base64_of("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64_of("\xFB\xEF\xBE\xFF\xFF\xFF"), "++++////");
}

}  // namespace
}  // namespace telemetryflow::infrastructure
