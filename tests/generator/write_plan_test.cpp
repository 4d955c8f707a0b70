#include "generator/write_plan.hpp"

#include <csignal>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "generator/generation_error.hpp"
#include "generator/read_file.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::generator {
namespace {

namespace fs = std::filesystem;

std::size_t entries(const std::string& folder) {
    const fs::recursive_directory_iterator all(folder);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

void write(const Plan& plan) {
    write_plan(plan, Interruption());
}

TEST(WritePlanTest, MakesAFolderWithItsParents) {
    const test::TempDir folder;
    Plan plan(folder.file("a/b/c"));
    plan.add("d/file", "text\n");
    plan.add("secret", "x", FileAccess::OnlyOwner);
    write(plan);
    EXPECT_EQ(read_file(folder.file("a/b/c/d/file")), "text\n");
    EXPECT_EQ(fs::status(folder.file("a/b/c/secret")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(entries(folder.path()), 6U) << "nothing else is left";
}

TEST(WritePlanTest, FoldersAndFilesHaveTheUsualRights) {
    const test::TempDir folder;
    const mode_t before = umask(022);
    Plan plan(folder.file("new"));
    plan.add("d/file", "x");
    write(plan);
    umask(before);
    EXPECT_EQ(static_cast<unsigned>(fs::status(folder.file("new")).permissions()), 0755U);
    EXPECT_EQ(static_cast<unsigned>(fs::status(folder.file("new/d")).permissions()), 0755U);
    EXPECT_EQ(static_cast<unsigned>(fs::status(folder.file("new/d/file")).permissions()), 0644U);
}

TEST(WritePlanTest, AddsToAFolderAndLeavesTheRest) {
    const test::TempDir folder;
    folder.write("mine", "mine");
    folder.write("block", "mine\n");
    fs::permissions(folder.file("block"), fs::perms::owner_read | fs::perms::owner_write);
    folder.write("other", "old");
    Plan plan(folder.path());
    plan.add("d/file", "x");
    plan.add("other", "new");
    plan.add_block("block", "y\n");
    write(plan);
    EXPECT_EQ(read_file(folder.file("mine")), "mine");
    EXPECT_EQ(read_file(folder.file("other")), "new");
    EXPECT_EQ(read_file(folder.file("d/file")), "x");
    EXPECT_EQ(fs::status(folder.file("block")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(entries(folder.path()), 5U) << "nothing else is left";
}

TEST(WritePlanTest, WhatIsThereAlreadyIsNotTouched) {
    const test::TempDir folder;
    folder.write("same", "x");
    const auto before = fs::last_write_time(folder.file("same"));
    Plan plan(folder.path());
    plan.add("same", "x");
    write(plan);
    EXPECT_EQ(fs::last_write_time(folder.file("same")), before);
}

TEST(WritePlanTest, TakesAllBackWhenOneCannotBePlaced) {
    const test::TempDir folder;
    folder.write("a", "old");
    Plan plan(folder.path());
    plan.add("a", "new");
    plan.add("d/e/file", "x");
    plan.add("z", "x");
    fs::create_directories(folder.file("z/in the way"));  // since the plan was made
    EXPECT_THROW(write(plan), GenerationError);
    EXPECT_EQ(read_file(folder.file("a")), "old");
    EXPECT_FALSE(fs::exists(folder.file("d")));
    EXPECT_EQ(entries(folder.path()), 3U);
}

TEST(WritePlanTest, AFileThatAppearedSinceThePlanIsNotReplaced) {
    const test::TempDir folder;
    Plan plan(folder.path());
    plan.add("a", "x");
    plan.add("b", "x");
    folder.write("b", "mine");
    EXPECT_THROW(write(plan), GenerationError);
    EXPECT_EQ(read_file(folder.file("b")), "mine");
    EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(WritePlanTest, AReplacedFileKeepsItsRightsUnlessItHoldsASecret) {
    const test::TempDir folder;
    folder.write("script", "old");
    folder.write("secret", "old");
    for (const char* name : {"script", "secret"})
        fs::permissions(folder.file(name), fs::perms::owner_all | fs::perms::group_read | fs::perms::others_read);
    Plan plan(folder.path());
    plan.add("script", "new");
    plan.add("secret", "new", FileAccess::OnlyOwner);
    write(plan);
    EXPECT_EQ(static_cast<unsigned>(fs::status(folder.file("script")).permissions()), 0744U);
    EXPECT_EQ(static_cast<unsigned>(fs::status(folder.file("secret")).permissions()), 0600U);
}

TEST(WritePlanTest, ASignalBeforeLeavesNothing) {
    const test::TempDir folder;
    Plan plan(folder.file("new"));
    plan.add("a", "x");
    const Interruption interruption;
    std::raise(SIGTERM);
    EXPECT_THROW(write_plan(plan, interruption), GenerationError);
    EXPECT_EQ(entries(folder.path()), 0U);
}

TEST(InterruptionTest, LeavesAnIgnoredSignalIgnored) {
    const auto before = std::signal(SIGHUP, SIG_IGN);
    {
        const Interruption interruption;
        std::raise(SIGHUP);
        EXPECT_NO_THROW(interruption.check());
    }
    EXPECT_EQ(std::signal(SIGHUP, before), SIG_IGN);
}

}  // namespace
}  // namespace telemetryflow::generator
