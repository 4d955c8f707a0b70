#include "domain/key_values.hpp"

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

TEST(KeyValuesTest, ReadsPairsInTheirOrder) {
    EXPECT_EQ(parse_key_values("b=1,a=2"), (KeyValues{{"b", "1"}, {"a", "2"}}));
    EXPECT_EQ(parse_key_values(" a = 1 , b=\t2 "), (KeyValues{{"a", "1"}, {"b", "2"}}));
}

TEST(KeyValuesTest, SplitsAtTheFirstEqualsSign) {
    EXPECT_EQ(parse_key_values("token=abc=="), (KeyValues{{"token", "abc=="}}));
}

TEST(KeyValuesTest, AllowsEmptyValuesAndEmptyMembers) {
    EXPECT_EQ(parse_key_values("a=,,b=1,"), (KeyValues{{"a", ""}, {"b", "1"}}));
    EXPECT_EQ(parse_key_values(""), KeyValues{});
}

TEST(KeyValuesTest, LetsALaterPairReplaceAnEarlierOne) {
    EXPECT_EQ(parse_key_values("a=1,b=2,a=3"), (KeyValues{{"a", "3"}, {"b", "2"}}));
}

TEST(KeyValuesTest, DecodesPercentSequences) {
    EXPECT_EQ(parse_key_values("a%3Db=1%2C2%25"), (KeyValues{{"a=b", "1,2%"}}));
    EXPECT_EQ(percent_decode("%c3%A9%00"), std::string("\xc3\xa9\0", 3));
    EXPECT_EQ(percent_decode("a+b"), "a+b");
}

TEST(KeyValuesTest, RefusesAListWithAnyBrokenPair) {
    for (const char* text : {"a", "a=1,b", "=1", " =1", "a=%", "a=%1", "a=%zz", "%G0=1", "a=1,b=%-1", "a=% 1"}) {
        EXPECT_FALSE(parse_key_values(text)) << text;
    }
}

}  // namespace
}  // namespace telemetryflow
