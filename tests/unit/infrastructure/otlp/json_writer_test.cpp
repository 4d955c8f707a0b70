// The text that becomes OTLP/JSON: commas, escapes, numbers and the mending of text that is not UTF-8.

#include "infrastructure/otlp/json_writer.hpp"

#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

template <class Write>
std::string written(Write&& write) {
    JsonWriter writer;
    write(writer);
    return writer.take();
}

std::string text_of(std::string_view value) {
    return written([&](JsonWriter& writer) { writer.text(value); });
}

std::string real_of(double value) {
    return written([&](JsonWriter& writer) { writer.real(value); });
}

std::string base64_of(std::string_view value) {
    return written([&](JsonWriter& writer) { writer.base64(std::as_bytes(std::span(value))); });
}

const std::string kMended = "\xEF\xBF\xBD";

TEST(JsonWriterTest, PutsCommasBetweenMembersAndElementsOnly) {
    EXPECT_EQ(written([](JsonWriter& writer) {
                  writer.begin_object();
                  writer.key("a");
                  writer.number(1);
                  writer.key("b");
                  writer.begin_array();
                  writer.begin_array();
                  writer.end_array();
                  writer.boolean(true);
                  writer.begin_object();
                  writer.end_object();
                  writer.boolean(false);
                  writer.end_array();
                  writer.key("c");
                  writer.begin_object();
                  writer.key("d");
                  writer.text("");
                  writer.end_object();
                  writer.end_object();
              }),
              R"({"a":1,"b":[[],true,{},false],"c":{"d":""}})");
}

TEST(JsonWriterTest, QuotesIntegersOf64BitsAtTheirLimits) {
    EXPECT_EQ(written([](JsonWriter& writer) {
                  writer.begin_array();
                  writer.quoted(std::numeric_limits<std::int64_t>::min());
                  writer.quoted(std::numeric_limits<std::uint64_t>::max());
                  writer.quoted(std::int64_t{0});
                  writer.number(std::numeric_limits<std::int32_t>::min());
                  writer.number(4294967295);
                  writer.end_array();
              }),
              R"(["-9223372036854775808","18446744073709551615","0",-2147483648,4294967295])");
}

TEST(JsonWriterTest, WritesWordsWhereJsonHasNoNumber) {
    EXPECT_EQ(real_of(std::nan("")), "\"NaN\"");
    EXPECT_EQ(real_of(-std::nan("")), "\"NaN\"");
    EXPECT_EQ(real_of(std::numeric_limits<double>::infinity()), "\"Infinity\"");
    EXPECT_EQ(real_of(-std::numeric_limits<double>::infinity()), "\"-Infinity\"");
}

TEST(JsonWriterTest, WritesTheShortestNumberThatReadsBack) {
    EXPECT_EQ(real_of(0.1), "0.1");
    EXPECT_EQ(real_of(1), "1");
    EXPECT_EQ(real_of(-0.0), "-0");
    EXPECT_EQ(real_of(1e300), "1e+300");
    std::mt19937_64 random(11);
    for (int round = 0; round < 5'000; ++round) {
        const auto value = std::bit_cast<double>(random());
        if (!std::isfinite(value)) continue;
        const auto text = real_of(value);
        EXPECT_EQ(std::strtod(text.c_str(), nullptr), value) << text;
        EXPECT_LE(text.size(), 24U);
    }
    for (const double edge : {std::numeric_limits<double>::max(), std::numeric_limits<double>::min(),
                              std::numeric_limits<double>::denorm_min(), -std::numeric_limits<double>::max()}) {
        EXPECT_EQ(std::strtod(real_of(edge).c_str(), nullptr), edge);
    }
}

TEST(JsonWriterTest, EscapesEveryControlCharacterAndNothingElseOfAscii) {
    for (int code = 0; code < 128; ++code) {
        const auto c = static_cast<char>(code);
        const auto text = text_of(std::string_view(&c, 1));
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

TEST(JsonWriterTest, KeepsTheFirstAndLastCharacterOfEveryLengthOfUtf8) {
    for (const std::string character :
         {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xEC\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
          "\xF0\x90\x80\x80", "\xF3\xBF\xBF\xBF", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_EQ(text_of("a" + character + "b"), "\"a" + character + "b\"");
    }
}

TEST(JsonWriterTest, MendsWhatIsJustOutsideOfUtf8) {
    struct Case {
        std::string bytes;
        int mended;
    };
    for (const auto& [bytes, mended] : {Case{"\x80", 1}, Case{"\xBF", 1}, Case{"\xC0\xAF", 2}, Case{"\xC1\xBF", 2},
                                        Case{"\xE0\x9F\xBF", 3}, Case{"\xED\xA0\x80", 3}, Case{"\xF0\x8F\xBF\xBF", 4},
                                        Case{"\xF4\x90\x80\x80", 4}, Case{"\xF5\x80\x80\x80", 4}, Case{"\xFF", 1}}) {
        std::string expected;
        for (int i = 0; i < mended; ++i)
            expected += kMended;
        EXPECT_EQ(text_of(bytes), "\"" + expected + "\"");
        EXPECT_EQ(text_of("<" + bytes + ">"), "\"<" + expected + ">\"");
    }
}

TEST(JsonWriterTest, MendsACharacterThatTheTextCutsAndKeepsTheQuoteBehindIt) {
    for (const std::string_view character : {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
        for (std::size_t cut = 1; cut < character.size(); ++cut) {
            std::string expected;
            for (std::size_t i = 0; i < cut; ++i)
                expected += kMended;
            EXPECT_EQ(text_of(character.substr(0, cut)), "\"" + expected + "\"");
            EXPECT_EQ(text_of(std::string(character.substr(0, cut)) + "\""), "\"" + expected + "\\\"\"");
        }
    }
}

TEST(JsonWriterTest, WritesHexOfEveryByte) {
    const std::string bytes("\x00\x0F\xF0\xFF\x7A", 5);
    EXPECT_EQ(written([&](JsonWriter& writer) { writer.hex(std::as_bytes(std::span(bytes))); }), "\"000ff0ff7a\"");
    EXPECT_EQ(written([](JsonWriter& writer) { writer.hex({}); }), "\"\"");
}

// The test vectors of RFC 4648, section 10.
TEST(JsonWriterTest, WritesBase64WithItsPadding) {
    EXPECT_EQ(base64_of(""), "\"\"");
    EXPECT_EQ(base64_of("f"), "\"Zg==\"");
    EXPECT_EQ(base64_of("fo"), "\"Zm8=\"");
    EXPECT_EQ(base64_of("foo"), "\"Zm9v\"");
    EXPECT_EQ(base64_of("foob"), "\"Zm9vYg==\"");
    EXPECT_EQ(base64_of("fooba"), "\"Zm9vYmE=\"");
    EXPECT_EQ(base64_of("foobar"), "\"Zm9vYmFy\"");
    EXPECT_EQ(base64_of("\xFB\xEF\xBE\xFF\xFF\xFF"), "\"++++////\"");
}

}  // namespace
}  // namespace telemetryflow::infrastructure
