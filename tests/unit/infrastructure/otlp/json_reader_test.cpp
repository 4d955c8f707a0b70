#include "infrastructure/otlp/json_reader.hpp"

#include <map>

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

/// The scalar members of a JSON object, or nothing when it is malformed.
std::map<std::string, std::string> scalars(std::string_view text, bool* valid = nullptr) {
    std::map<std::string, std::string> found;
    JsonReader reader(text);
    const bool good = reader.read_object([&](std::string_view key, JsonReader& value) {
        std::string content;
        if (!value.read_scalar(content)) return value.skip();
        found[std::string(key)] = content;
        return true;
    });
    if (valid != nullptr) *valid = good && reader.at_end();
    return found;
}

bool is_valid(std::string_view text) {
    bool valid = false;
    scalars(text, &valid);
    return valid;
}

TEST(JsonReaderTest, ReadsStringsAndNumbersAndSkipsTheRest) {
    const auto found =
        scalars(R"( {"a":"x", "b" : -1.5e3, "c":[1,{"d":"no"},[]], "e":{"f":{}}, "g":true, "h":null, "i":"y"} )");
    const std::map<std::string, std::string> expected{{"a", "x"}, {"b", "-1.5e3"}, {"i", "y"}};
    EXPECT_EQ(found, expected);
}

TEST(JsonReaderTest, UndoesEscapes) {
    EXPECT_EQ(scalars(R"({"k":"a\"b\\c\/d\u0041\u00e9\n"})").at("k"), "a\"b\\c/dA? ");
}

TEST(JsonReaderTest, RefusesWhatIsNoObject) {
    for (const char* text : {"", "[]", "1", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}", "{} x",
                             "{\"a\":\"b}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\x\"}", "{\"a\":tru}", "{\"a\":[1,}"}) {
        EXPECT_FALSE(is_valid(text)) << text;
    }
    EXPECT_TRUE(is_valid(" { } "));
}

TEST(JsonReaderTest, DoesNotFollowEndlessNesting) {
    EXPECT_FALSE(is_valid("{\"a\":" + std::string(100'000, '[')));
    std::string nested = "1";
    for (int i = 0; i < 1000; ++i)
        nested = "{\"a\":" + nested + "}";
    EXPECT_FALSE(is_valid(nested));
}

}  // namespace
}  // namespace telemetryflow::infrastructure
