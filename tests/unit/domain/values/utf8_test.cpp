#include "domain/utf8.hpp"

#include <string>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

std::string repaired(std::string_view text) {
    std::string out(utf8::repaired_size(text), '\0');
    const char* end = utf8::repair(out.data(), text);
    EXPECT_EQ(end, out.data() + out.size());
    return out;
}

constexpr const char* kMark = "\xEF\xBF\xBD";

TEST(Utf8Test, TakesEveryWellFormedLength) {
    for (const std::string_view text : {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                                        "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(utf8::is_valid(text)) << text;
        EXPECT_EQ(utf8::character_length(text), text.size());
        EXPECT_EQ(repaired(text), text);
    }
    EXPECT_TRUE(utf8::is_valid(std::string_view("a\0b", 3)));
}

TEST(Utf8Test, MarksEveryMaximalIllFormedPartOnce) {
    const struct {
        const char* name;
        std::string text;
        int marks;
    } cases[] = {
        {"a lone continuation", "\x80", 1},
        {"overlong, two bytes", "\xC0\xAF", 2},
        {"overlong, two bytes, high", "\xC1\xBF", 2},
        {"overlong, three bytes", "\xE0\x9F\xBF", 3},
        {"overlong, four bytes", "\xF0\x8F\xBF\xBF", 4},
        {"a surrogate", "\xED\xA0\x80", 3},
        {"above U+10FFFF", "\xF4\x90\x80\x80", 4},
        {"a lead that never was", "\xF5", 1},
        {"0xFE and 0xFF", "\xFE\xFF", 2},
        {"cut after one of two", "\xC3", 1},
        {"cut after two of three", "\xE2\x82", 1},
        {"cut after three of four", "\xF0\x9F\x98", 1},
    };
    for (const auto& [name, text, marks] : cases) {
        EXPECT_FALSE(utf8::is_valid(text)) << name;
        EXPECT_EQ(utf8::character_length(text), 0U) << name;
        std::string expected;
        for (int i = 0; i < marks; ++i)
            expected += kMark;
        EXPECT_EQ(repaired(text), expected) << name;
        EXPECT_EQ(repaired("longer than a word " + text + "z"), "longer than a word " + expected + "z") << name;
        EXPECT_TRUE(utf8::is_valid(repaired(text))) << name;
    }
}

TEST(Utf8Test, CutsOnlyBetweenCharacters) {
    const std::string text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";  // 1, 2, 3 and 4 bytes
    const std::size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
    for (std::size_t limit = 0; limit < std::size(expected); ++limit)
        EXPECT_EQ(utf8::prefix(text, limit).size(), expected[limit]) << limit;
    EXPECT_EQ(utf8::prefix("\x80\x80\x80\x80\x80\x80", 5).size(), 5U);
}

TEST(Utf8Test, FindsTheHighBitWhereverItIs) {
    for (std::size_t size = 0; size < 40; ++size) {
        std::string text(size, 'a');
        EXPECT_TRUE(utf8::is_ascii(text));
        for (std::size_t at = 0; at < size; ++at) {
            text[at] = '\x80';
            EXPECT_FALSE(utf8::is_ascii(text)) << size << ' ' << at;
            text[at] = 'a';
        }
    }
}

}  // namespace
}  // namespace telemetryflow
