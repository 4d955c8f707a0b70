#include "infrastructure/config/nearest_key.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow::config {
namespace {

TEST(NearestKeyTest, CountsEdits) {
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("", "abc"), 3U);
    EXPECT_EQ(edit_distance("abc", ""), 3U);
    EXPECT_EQ(edit_distance("abc", "abc"), 0U);
    EXPECT_EQ(edit_distance("adress", "address"), 1U);
    EXPECT_EQ(edit_distance("addresss", "address"), 1U);
    EXPECT_EQ(edit_distance("eddress", "address"), 1U);
    EXPECT_EQ(edit_distance("addrses", "address"), 1U) << "neighbours that are swapped are one edit";
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(edit_distance("ab", "ba"), 1U);
}

TEST(NearestKeyTest, FindsTheNearestAndNothingThatIsFar) {
    const std::vector<std::string_view> keys{"batch.timeout", "endpoint.timeout", "retry.enabled"};
    EXPECT_EQ(nearest_key("endpoint.timout", keys), "endpoint.timeout");
    EXPECT_EQ(nearest_key("bacth.timeout", keys), "batch.timeout");
    EXPECT_EQ(nearest_key("something-else", keys), "");
    EXPECT_EQ(nearest_key("", keys), "");
    EXPECT_EQ(nearest_key(std::string(101, 'x'), std::vector<std::string_view>{std::string_view()}), "");
    EXPECT_EQ(nearest_key("ab", std::vector<std::string_view>{"cd", "ce"}), "cd") << "the first of equals";
}

}  // namespace
}  // namespace telemetryflow::config
