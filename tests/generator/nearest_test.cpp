#include "generator/nearest.hpp"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace telemetryflow::generator {
namespace {

const std::array<std::string, 3> kNames{"basic", "http-server", "grpc-server"};

TEST(NearestTest, SuggestsWhatIsNear) {
    EXPECT_EQ(did_you_mean("htp-server", kNames), "; did you mean http-server?");
    EXPECT_EQ(did_you_mean("grcp-server", kNames), "; did you mean grpc-server?");
    EXPECT_EQ(did_you_mean("basix", kNames), "; did you mean basic?");
    EXPECT_EQ(did_you_mean("bsaic", kNames), "; did you mean basic?") << "neighbours that changed places are one slip";
}

TEST(NearestTest, IsOneOfTheNames) {
    EXPECT_EQ(nearest("basix", kNames), kNames.data());
    EXPECT_EQ(nearest("worker", kNames), nullptr);
}

TEST(NearestTest, SuggestsNothingThatIsAnotherWord) {
    EXPECT_EQ(did_you_mean("worker", kNames), "");
    EXPECT_EQ(did_you_mean("", kNames), "");
    EXPECT_EQ(did_you_mean("basic", {}), "");
}

}  // namespace
}  // namespace telemetryflow::generator
