// Attributes as calls pass them: views that own nothing.

#include "telemetryflow/domain/attributes.hpp"

#include <array>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

static_assert(std::is_trivially_copyable_v<Attributes>);
static_assert(std::is_nothrow_default_constructible_v<Attributes>);
static_assert(std::is_convertible_v<const std::vector<Attribute>&, Attributes>);
static_assert(std::is_convertible_v<std::span<const Attribute>, Attributes>);
static_assert(!std::is_convertible_v<std::vector<std::string>, Attributes>);
static_assert(Attributes().empty() && Attributes().size() == 0);

/// What a recording call sees, written out as text.
std::string seen(Attributes attributes) {
    std::string text;
    for (const auto& [key, value] : attributes) {
        text += std::string(key) + "=";
        switch (value.type()) {
            case AttributeType::Bool: text += value.as_bool() ? "true" : "false"; break;
            case AttributeType::Int64: text += std::to_string(value.as_int64()); break;
            case AttributeType::Double: text += std::to_string(value.as_double()); break;
            case AttributeType::String: text += value.as_string(); break;
            default: text += "[" + std::to_string(value.as_array<int>().size()) + "]"; break;
        }
        text += ";";
    }
    return text;
}

TEST(AttributesTest, AreWrittenInPlaceWithValuesOfEveryType) {
    const std::vector<int> codes{1, 2, 3};
    EXPECT_EQ(seen({{"method", "POST"}, {"status", 200}, {"ratio", 0.5}, {"ok", true}, {"codes", codes}}),
              "method=POST;status=200;ratio=0.500000;ok=true;codes=[3];");
}

TEST(AttributesTest, AreEmptyByDefaultAndFromEmptySources) {
    EXPECT_EQ(seen({}), "");
    const std::vector<Attribute> none;
    EXPECT_TRUE(Attributes(none).empty());
    EXPECT_EQ(Attributes(none).begin(), Attributes(none).end());
    EXPECT_TRUE(Attributes(std::span<const Attribute>()).empty());
}

TEST(AttributesTest, ViewAVectorWithoutCopyingIt) {
    const std::vector<Attribute> items{{"a", 1}, {"b", 2}};
    const Attributes attributes(items);
    EXPECT_EQ(attributes.begin(), items.data());
    EXPECT_EQ(attributes.end(), items.data() + 2);
    EXPECT_EQ(attributes.size(), 2U);
    EXPECT_FALSE(attributes.empty());
    EXPECT_EQ(seen(items), "a=1;b=2;");
}

TEST(AttributesTest, ViewPartOfAnArrayThroughASpan) {
    const std::array<Attribute, 3> items{Attribute{"a", 1}, Attribute{"b", 2}, Attribute{"c", 3}};
    EXPECT_EQ(seen(std::span<const Attribute>(items).subspan(1)), "b=2;c=3;");
    EXPECT_EQ(seen(std::span<const Attribute>(items).first(1)), "a=1;");
}

TEST(AttributesTest, KeepTheOrderAndEqualKeys) {
    EXPECT_EQ(seen({{"k", 1}, {"j", 2}, {"k", 3}}), "k=1;j=2;k=3;");
}

TEST(AttributesTest, SeeAChangeOfWhatTheyView) {
    std::vector<Attribute> items{{"a", 1}};
    const Attributes attributes(items);
    items[0].value = "changed";
    EXPECT_EQ(seen(attributes), "a=changed;");
}

TEST(AttributesTest, KeepKeysThatHoldZeroBytes) {
    const std::string key("a\0b", 3);
    const std::vector<Attribute> items{{key, 1}};
    EXPECT_EQ(Attributes(items).begin()->key.size(), 3U);
    EXPECT_EQ(Attributes(items).begin()->key, key);
}

}  // namespace
}  // namespace telemetryflow
