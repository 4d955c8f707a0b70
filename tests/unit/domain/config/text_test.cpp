#include "domain/text.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::text {
namespace {

TEST(TextTest, ComparesWithoutCase) {
    EXPECT_TRUE(iequals("Content-TYPE", "content-type"));
    EXPECT_TRUE(iequals("", ""));
    EXPECT_FALSE(iequals("a", "ab"));
    EXPECT_FALSE(iequals("ab", "a"));
    EXPECT_FALSE(iequals("[", "{"));
    EXPECT_EQ(to_lower("ABC-xyz_9[\xC3"), "abc-xyz_9[\xC3");
}

TEST(TextTest, TrimsSpacesAndTabs) {
    EXPECT_EQ(trim(" \ta b\t "), "a b");
    EXPECT_EQ(trim("a\n"), "a\n");
    EXPECT_EQ(trim(" \t"), "");
    EXPECT_EQ(trim(""), "");
}

TEST(TextTest, KnowsTokens) {
    for (const char* token : {"a", "X-Token", "!#$%&'*+-.^_`|~09AZaz"})
        EXPECT_TRUE(is_token(token)) << token;
    for (const char* other : {"", "a b", "a:", "(a)", "a\r", "\xc3\xa9", "a\"", "a/b", "a=b"}) {
        EXPECT_FALSE(is_token(other)) << other;
    }
}

TEST(TextTest, KnowsBlanks) {
    EXPECT_TRUE(is_blank(""));
    EXPECT_TRUE(is_blank(" \t\r\n"));
    EXPECT_FALSE(is_blank(" a "));
}

TEST(TextTest, MakesTextFitForMessages) {
    EXPECT_EQ(printable("abc def"), "'abc def'");
    EXPECT_EQ(printable("a\r\n\x01\xff"), "'a\\x0d\\x0a\\x01\\xff'");
    EXPECT_EQ(printable(std::string("\0x", 2)), "'\\x00x'");
    EXPECT_EQ(printable(std::string(80, 'x')), "'" + std::string(80, 'x') + "'");
    EXPECT_EQ(printable(std::string(81, 'x')), "'" + std::string(80, 'x') + "...'");
}

TEST(TextTest, ShowsNothingOfTextThatHoldsAKeySecret) {
    EXPECT_EQ(printable("tfs_abc"), "[REDACTED]");
    EXPECT_EQ(printable("Bearer tfk_a:tfs_abc"), "[REDACTED]");
    EXPECT_EQ(printable(std::string(100, 'x') + "tfs_abc"), "[REDACTED]");
}

}  // namespace
}  // namespace telemetryflow::text
