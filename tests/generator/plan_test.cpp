#include "generator/plan.hpp"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "generator/generation_error.hpp"
#include "generator/usage_error.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::generator {
namespace {

namespace fs = std::filesystem;

TEST(PlanTest, TellsWhatWouldBecomeOfEachFile) {
    const test::TempDir folder;
    folder.write("same", "x");
    folder.write("other", "mine");
    folder.write("block", "mine\n");
    Plan plan(folder.path());
    plan.add("new/deep", "x");
    plan.add("same", "x");
    plan.add("other", "x");
    plan.add_block("block", "x\n");
    plan.add_block("new_block", "x\n");
    const auto& files = plan.files();
    EXPECT_EQ(files[0].action, FileAction::Create);
    EXPECT_EQ(files[1].action, FileAction::Keep);
    EXPECT_EQ(files[2].action, FileAction::Overwrite);
    EXPECT_EQ(files[2].previous, "mine");
    EXPECT_EQ(files[3].action, FileAction::Update);
    EXPECT_EQ(files[4].action, FileAction::Create);
    EXPECT_TRUE(plan.has_file("same"));
    EXPECT_FALSE(plan.has_file("new"));
}

TEST(PlanTest, AFileOfOursIsBroughtUpToDateUnlessItWasChanged) {
    const test::TempDir folder;
    folder.write("ours", "old");
    folder.write("changed", "mine");
    folder.write("done", "new");
    Plan plan(folder.path());
    for (const char* name : {"ours", "changed", "done", "gone"})
        plan.add_version(name, "new", "old");
    const auto& files = plan.files();
    EXPECT_EQ(files[0].action, FileAction::Update);
    EXPECT_EQ(files[1].action, FileAction::Overwrite);
    EXPECT_EQ(files[2].action, FileAction::Keep);
    EXPECT_EQ(files[3].action, FileAction::Create);
    EXPECT_EQ(files[0].content, "new");
}

TEST(PlanTest, RefusesPathsThatLeaveTheFolder) {
    const test::TempDir folder;
    Plan plan(folder.path());
    for (const char* path : {"", "..", "../x", "a/../../x", "/etc/passwd", "a/..", "a/"})
        EXPECT_THROW(plan.add(path, "x"), UsageError) << path;
    EXPECT_TRUE(plan.files().empty());
}

TEST(PlanTest, RefusesLinksThatLeaveTheFolderAlsoToANeighbourWithALongerName) {
    const test::TempDir folder;
    fs::create_directories(folder.file("base"));
    fs::create_directories(folder.file("base-evil"));
    fs::create_directory_symlink("../base-evil", folder.file("base/link"));
    fs::create_directories(folder.file("base/inside"));
    fs::create_directory_symlink("inside", folder.file("base/fine"));
    fs::create_symlink("../base-evil/file", folder.file("base/file"));
    Plan plan(folder.file("base"));
    EXPECT_THROW(plan.add("link/x", "x"), GenerationError);
    EXPECT_THROW(plan.add("file", "x"), GenerationError) << "a link in a file's place";
    EXPECT_NO_THROW(plan.add("fine/x", "x"));
}

TEST(PlanTest, AFolderThatIsALinkItselfIsTheUsersChoice) {
    const test::TempDir folder;
    fs::create_directories(folder.file("real"));
    fs::create_directory_symlink("real", folder.file("link"));
    Plan plan(folder.file("link"));
    EXPECT_NO_THROW(plan.add("a/b", "x"));
}

TEST(PlanTest, RefusesWhatIsInTheWay) {
    const test::TempDir folder;
    folder.write("file", "x");
    fs::create_directories(folder.file("folder"));
    EXPECT_THROW(Plan(folder.file("file")), GenerationError);
    Plan plan(folder.path());
    EXPECT_THROW(plan.add("file/below", "x"), GenerationError);
    EXPECT_THROW(plan.add("folder", "x"), GenerationError);
}

TEST(PlanTest, RefusesToWriteAFileTwice) {
    const test::TempDir folder;
    Plan plan(folder.path());
    plan.add("a", "x");
    EXPECT_THROW(plan.add("a", "y"), GenerationError);
    EXPECT_THROW(plan.add_block("a", "y"), GenerationError);
}

}  // namespace
}  // namespace telemetryflow::generator
