#include "domain/wildcard.hpp"

#include <string>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

TEST(WildcardTest, WithoutWildcardsOnlyTheSameMatches) {
    EXPECT_TRUE(matches_wildcard("", ""));
    EXPECT_TRUE(matches_wildcard("a.b", "a.b"));
    for (const char* text : {"", "a", "a.", "a.bc", "A.b", "axb"})
        EXPECT_FALSE(matches_wildcard("a.b", text)) << text;
}

TEST(WildcardTest, AStarStandsForAnyCharactersAndForNone) {
    for (const char* text : {"", "a", "anything at all"})
        EXPECT_TRUE(matches_wildcard("*", text)) << text;
    EXPECT_TRUE(matches_wildcard("com.example.*", "com.example."));
    EXPECT_TRUE(matches_wildcard("com.example.*", "com.example.billing"));
    EXPECT_FALSE(matches_wildcard("com.example.*", "com.example"));
    EXPECT_TRUE(matches_wildcard("*ing", "singing"));
    EXPECT_TRUE(matches_wildcard("a*b*c", "a-b-b-c"));
    EXPECT_TRUE(matches_wildcard("a**c", "ac"));
    EXPECT_FALSE(matches_wildcard("a*b*c", "a-c-b"));
    EXPECT_FALSE(matches_wildcard("*b", "abc"));
}

TEST(WildcardTest, TheCaseOfLettersMayBeIgnored) {
    EXPECT_TRUE(matches_wildcard("HTTP.*", "http.requests", LetterCase::Ignored));
    EXPECT_TRUE(matches_wildcard("*aab", "aaaAB", LetterCase::Ignored));
    EXPECT_FALSE(matches_wildcard("HTTP.*", "http.requests"));
    EXPECT_FALSE(matches_wildcard("HTTP.?", "http.requests", LetterCase::Ignored));
}

TEST(WildcardTest, AQuestionMarkStandsForOneCharacter) {
    EXPECT_TRUE(matches_wildcard("v?", "v1"));
    EXPECT_FALSE(matches_wildcard("v?", "v"));
    EXPECT_FALSE(matches_wildcard("v?", "v12"));
    EXPECT_TRUE(matches_wildcard("*?", "a"));
    EXPECT_FALSE(matches_wildcard("*?", ""));
    EXPECT_TRUE(matches_wildcard("?*c", "abc"));
}

// A naive matcher takes a time that doubles with every star.
TEST(WildcardTest, ManyStarsTakeNoLonger) {
    std::string pattern;
    for (int i = 0; i < 200; ++i)
        pattern += "*a";
    EXPECT_FALSE(matches_wildcard(pattern + "b", std::string(5'000, 'a')));
}

}  // namespace
}  // namespace telemetryflow
