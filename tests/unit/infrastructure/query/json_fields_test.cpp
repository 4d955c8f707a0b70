#include "infrastructure/query/json_fields.hpp"

#include <cmath>
#include <exception>
#include <limits>

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

using nlohmann::json;

TEST(JsonFieldsTest, ReadsUnsignedNumbersFromNumbersAndTexts) {
    const json object = {{"text", "18446744073709551615"}, {"number", 7}};
    EXPECT_EQ(unsigned_of(object, "text"), std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(unsigned_of(json::parse(R"({"number":7})"), "number"), 7U);
}

TEST(JsonFieldsTest, RefusesWhatIsNoUnsignedNumber) {
    for (const auto* text : {R"({"n":"-1"})", R"({"n":""})", R"({"n":"1x"})", R"({"n":-1})", R"({"n":1.5})",
                             R"({"n":null})", R"({"n":"18446744073709551616"})", "{}"}) {
        EXPECT_THROW(static_cast<void>(unsigned_of(json::parse(text), "n")), std::exception) << text;
    }
}

TEST(JsonFieldsTest, ReadsNumbersThatJsonHasNoWordFor) {
    const json object = {{"nan", "NaN"}, {"up", "Infinity"}, {"down", "-Infinity"}, {"half", 0.5}, {"null", nullptr}};
    EXPECT_TRUE(std::isnan(number_of(object, "nan").value()));
    EXPECT_EQ(number_of(object, "up"), std::numeric_limits<double>::infinity());
    EXPECT_EQ(number_of(object, "down"), -std::numeric_limits<double>::infinity());
    EXPECT_EQ(number_of(object, "half"), 0.5);
    EXPECT_EQ(number_of(object, "null"), std::nullopt);
    EXPECT_EQ(number_of(object, "absent"), std::nullopt);
    EXPECT_THROW(static_cast<void>(number_of({{"n", "many"}}, "n")), std::exception);
}

TEST(JsonFieldsTest, ReadsIdsAndTakesTheEmptyTextForNone) {
    const json object = {{"trace", "0102030405060708090a0b0c0d0e0f10"}, {"none", ""}, {"bad", "xyz"}, {"span", "01"}};
    EXPECT_EQ(trace_id_of(object, "trace").to_hex(), "0102030405060708090a0b0c0d0e0f10");
    EXPECT_FALSE(trace_id_of(object, "none").is_valid());
    EXPECT_FALSE(span_id_of(object, "none").is_valid());
    EXPECT_THROW(static_cast<void>(trace_id_of(object, "bad")), std::exception);
    EXPECT_THROW(static_cast<void>(span_id_of(object, "span")), std::exception);
    EXPECT_THROW(static_cast<void>(span_id_of(object, "absent")), std::exception);
}

TEST(JsonFieldsTest, ReadsAttributesAsText) {
    const auto object = json::parse(R"({"a":{"s":"text","i":5,"d":0.5,"b":true,"l":[1,2],"n":null}})");
    EXPECT_EQ(attributes_of(object, "a"),
              (AttributeMap{{"s", "text"}, {"i", "5"}, {"d", "0.5"}, {"b", "true"}, {"l", "[1,2]"}, {"n", "null"}}));
    EXPECT_THROW(static_cast<void>(attributes_of(json::parse(R"({"a":[1]})"), "a")), std::exception);
}

TEST(JsonFieldsTest, RefusesAnObjectWhereAnArrayBelongs) {
    EXPECT_THROW(static_cast<void>(array_of(json::parse(R"({"items":{"a":1}})"), "items")), std::exception);
    EXPECT_EQ(array_of(json::parse(R"({"items":[1,2]})"), "items").size(), 2U);
}

}  // namespace
}  // namespace telemetryflow::infrastructure
