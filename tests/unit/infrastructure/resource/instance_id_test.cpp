#include "infrastructure/resource/instance_id.hpp"

#include <cstddef>

#include <gtest/gtest.h>

namespace telemetryflow::resource {
namespace {

TEST(InstanceIdTest, IsARandomUuid) {
    const auto id = instance_id(1234);
    ASSERT_EQ(id.size(), 36U);
    for (std::size_t i = 0; i < id.size(); ++i) {
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            EXPECT_EQ(id[i], '-') << id;
        } else {
            EXPECT_NE(std::string("0123456789abcdef").find(id[i]), std::string::npos) << id;
        }
    }
    EXPECT_EQ(id[14], '4') << id;
    EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos) << id;
}

TEST(InstanceIdTest, StaysTheSameInAProcessAndDiffersInItsChildren) {
    EXPECT_EQ(instance_id(1), instance_id(1));
    EXPECT_NE(instance_id(1), instance_id(2));
}

}  // namespace
}  // namespace telemetryflow::resource
