// The edges of the JSON that a backend's answer may have.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "infrastructure/otlp/json_reader.hpp"

namespace telemetryflow::infrastructure {
namespace {

/// Whether `text` is an object that the reader can pass over, and nothing after it.
bool passes(std::string_view text) {
    JsonReader reader(text);
    return reader.read_object([](std::string_view, JsonReader& value) { return value.skip(); }) && reader.at_end();
}

std::string nested(int depth, const std::string& open, const std::string& close) {
    std::string text = "{\"a\":";
    for (int i = 0; i < depth; ++i)
        text += open;
    text += "1";
    for (int i = 0; i < depth; ++i)
        text += close;
    return text + "}";
}

TEST(JsonReaderEdgesTest, RefusesEveryTruncationOfAnObject) {
    const std::string text = R"({"a":"x\u0041\n","b":[1,{"c":null},[]],"d":{"e":-1.5e3},"f":true})";
    ASSERT_TRUE(passes(text));
    for (std::size_t size = 0; size < text.size(); ++size) {
        EXPECT_FALSE(passes(std::string_view(text).substr(0, size))) << size;
    }
}

TEST(JsonReaderEdgesTest, AllowsSpaceWhereJsonDoes) {
    EXPECT_TRUE(passes(" \t\r\n{ \"a\" : [ 1 , 2 ] ,\n\"b\"\t: { } }\r\n"));
    EXPECT_FALSE(passes("{\"a\"\v:1}"));
    EXPECT_FALSE(passes("\xEF\xBB\xBF{}"));
}

TEST(JsonReaderEdgesTest, FollowsNestingToItsLimitAndNoFurther) {
    EXPECT_TRUE(passes(nested(30, "[", "]")));
    EXPECT_FALSE(passes(nested(40, "[", "]")));
    EXPECT_TRUE(passes(nested(30, "{\"k\":", "}")));
    EXPECT_FALSE(passes(nested(40, "{\"k\":", "}")));
}

TEST(JsonReaderEdgesTest, RefusesMisplacedCommasAndBrackets) {
    for (const char* text : {"{,}", "{\"a\":1,,\"b\":2}", "{\"a\":[,]}", "{\"a\":[1 2]}", "{\"a\":1]", "{\"a\":[1}}",
                             "{\"a\" 1}", "{\"a\"::1}", "{1:2}", "{'a':1}", "{\"a\":1 \"b\":2}", "{null:1}"}) {
        EXPECT_FALSE(passes(text)) << text;
    }
}

TEST(JsonReaderEdgesTest, LeavesWhatItCannotReadAsAScalar) {
    for (const char* text : {"{}", "[1]", "true", "null", "\"open", "\"\\q\"", ""}) {
        JsonReader reader(text);
        std::string scalar = "untouched";
        EXPECT_FALSE(reader.read_scalar(scalar)) << text;
        EXPECT_EQ(reader.at_end(), std::string_view(text).empty()) << text;
    }
    JsonReader reader("[1,2]");
    std::string ignored;
    EXPECT_FALSE(reader.read_scalar(ignored));
    EXPECT_TRUE(reader.skip());
    EXPECT_TRUE(reader.at_end());
}

TEST(JsonReaderEdgesTest, KnowsAnObjectFromOtherValues) {
    EXPECT_TRUE(JsonReader(" \n{").at_object());
    for (const char* text : {"", "[{}]", "\"{\"", "1"})
        EXPECT_FALSE(JsonReader(text).at_object()) << text;
}

TEST(JsonReaderEdgesTest, GivesUpWhenTheMemberDoes) {
    std::vector<std::string> keys;
    JsonReader reader(R"({"a":1,"b":2,"c":3})");
    EXPECT_FALSE(reader.read_object([&](std::string_view key, JsonReader& value) {
        keys.emplace_back(key);
        return value.skip() && key != "b";
    }));
    EXPECT_EQ(keys, (std::vector<std::string>{"a", "b"}));
}

TEST(JsonReaderEdgesTest, UndoesEscapesInKeysToo) {
    std::string found;
    JsonReader reader(R"({"\u0061\/\"":0})");
    EXPECT_TRUE(reader.read_object([&](std::string_view key, JsonReader& value) {
        found = key;
        return value.skip();
    }));
    EXPECT_EQ(found, "a/\"");
}

TEST(JsonReaderEdgesTest, WantsFourHexadecimalDigitsInAnEscape) {
    for (const char* escape : {R"(\u)", R"(\u1)", R"(\u123)", R"(\u12g4)", R"(\u+123)", R"(\u 123)", R"(\U0041)"}) {
        EXPECT_FALSE(passes(std::string("{\"a\":\"") + escape + "\"}")) << escape;
    }
    EXPECT_TRUE(passes(R"({"a":"\uD83D\uDE00\uabCD"})"));
}

}  // namespace
}  // namespace telemetryflow::infrastructure
