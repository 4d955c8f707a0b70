// Every interleaving of a process, its forked child, kills, and two starters; and that forbidden orders are found.

#include "model/folder_model.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::model {
namespace {

TEST(FolderModelTest, NoInterleavingLosesRepeatsOrLeavesForEver) {
    const auto result = FolderModel().check();
    EXPECT_EQ(result.fault, "") << result.text();
    EXPECT_GT(result.states, 400U) << "the model has to be gone through";
}

struct Planted {
    FolderBug bug;
    const char* fault;
};

class PlantedFolderBugTest : public testing::TestWithParam<Planted> {};

TEST_P(PlantedFolderBugTest, IsFound) {
    const auto result = FolderModel(GetParam().bug).check();
    EXPECT_EQ(result.fault, GetParam().fault) << result.text();
    EXPECT_FALSE(result.steps.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Rules, PlantedFolderBugTest,
    testing::Values(Planted{FolderBug::NamedBeforeLocked, "an acknowledged record is lost"},
                    Planted{FolderBug::ChildKeepsTheLock, "what a dead process left cannot be adopted"},
                    Planted{FolderBug::ChildRecordsInTheParentsRegion, "an acknowledged record is lost"},
                    Planted{FolderBug::AdoptsWithoutLock, "an acknowledged record is lost"},
                    Planted{FolderBug::UnlocksBeforeDelivery, "a record was delivered twice"}));

}  // namespace
}  // namespace telemetryflow::model
