// Every interleaving of two recorders, the worker, kills and recoveries; and that forbidden orders are found.

#include "model/region_model.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::model {
namespace {

TEST(RegionModelTest, NoInterleavingLosesInventsOrRepeats) {
    const auto result = RegionModel().check(2);
    EXPECT_EQ(result.fault, "") << result.text();
    EXPECT_GT(result.states, 100'000U) << "the model has to be gone through";
}

struct Planted {
    RegionBug bug;
    const char* fault;
};

class PlantedRegionBugTest : public testing::TestWithParam<Planted> {};

TEST_P(PlantedRegionBugTest, IsFound) {
    const auto result = RegionModel(GetParam().bug).check(2);
    EXPECT_EQ(result.fault, GetParam().fault) << result.text();
    EXPECT_FALSE(result.steps.empty());
}

constexpr const char* kLost = "an acknowledged record is lost";
constexpr const char* kRepeated = "a record was delivered twice that was settled, or not under way at a kill";
constexpr const char* kInvented = "something was delivered that nobody recorded";

INSTANTIATE_TEST_SUITE_P(Orders, PlantedRegionBugTest,
                         testing::Values(Planted{RegionBug::CommitBeforeBytes, kInvented},
                                         Planted{RegionBug::MagicBeforeHeader, kRepeated},
                                         Planted{RegionBug::SettledBeforeDelivery, kLost},
                                         Planted{RegionBug::CommittedReadBeforeDetached, kLost},
                                         Planted{RegionBug::FreeBeforeMagicIsCleared, kRepeated},
                                         Planted{RegionBug::RecoverySettlesFirst, kLost},
                                         Planted{RegionBug::FolderDeletedFirst, kLost}));

}  // namespace
}  // namespace telemetryflow::model
