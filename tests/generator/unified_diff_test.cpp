#include "generator/unified_diff.hpp"

#include <random>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace telemetryflow::generator {
namespace {

// The text after the change, as the format's description reads the diff.
std::string patched(const std::string& before, const std::string& diff) {
    std::istringstream old(before);
    std::istringstream change(diff);
    std::string result;
    std::string line;
    std::string kept;
    std::size_t at = 0;
    const auto copy_to = [&](std::size_t end) {
        while (at < end && std::getline(old, kept)) {
            result += kept + (old.eof() ? "" : "\n");
            ++at;
        }
    };
    std::getline(change, line);
    std::getline(change, line);
    while (std::getline(change, line)) {
        if (line.starts_with("@@")) {
            const std::size_t start = std::stoul(line.substr(4));
            const std::size_t count = std::stoul(line.substr(line.find(',') + 1));
            copy_to(count == 0 ? start : start - 1);
        } else if (line.starts_with("\\")) {
            result.erase(result.size() - (result.ends_with("\n") ? 1 : 0));
        } else if (line.starts_with("+")) {
            result += line.substr(1) + "\n";
        } else {
            std::getline(old, kept);
            ++at;
            EXPECT_EQ(kept, line.substr(1));
            if (line.starts_with(" ")) result += kept + "\n";
            // The remark after a line that is taken away is about the old text.
            if (line.starts_with("-") && change.peek() == '\\') std::getline(change, line);
        }
    }
    copy_to(std::string::npos);
    return result;
}

TEST(UnifiedDiffTest, NothingForEqualTexts) {
    EXPECT_EQ(unified_diff("a", "x\n", "x\n"), "");
    EXPECT_EQ(unified_diff("a", "", ""), "");
}

TEST(UnifiedDiffTest, ShowsANewFileAsAWhole) {
    EXPECT_EQ(unified_diff("d/a", std::nullopt, "x\ny\n"), "--- /dev/null\n+++ b/d/a\n@@ -0,0 +1,2 @@\n+x\n+y\n");
    EXPECT_EQ(unified_diff("a", std::nullopt, ""), "--- /dev/null\n+++ b/a\n");
}

TEST(UnifiedDiffTest, ShowsThreeLinesAround) {
    EXPECT_EQ(unified_diff("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
              "--- a/a\n+++ b/a\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiffTest, SeparatesDistantChangesAndJoinsNearOnes) {
    std::string before;
    for (int i = 0; i < 40; ++i)
        before += std::to_string(i) + "\n";
    std::string distant = before;
    distant.replace(distant.find("\n5\n"), 3, "\nfive\n").replace(distant.find("\n30\n"), 4, "\n");
    const std::string diff = unified_diff("a", before, distant);
    EXPECT_NE(diff.find("@@ -3,7 +3,7 @@"), std::string::npos) << diff;
    EXPECT_NE(diff.find("@@ -28,7 +28,6 @@"), std::string::npos) << diff;
    std::string near = before;
    near.replace(near.find("\n5\n"), 3, "\nfive\n").replace(near.find("\n12\n"), 4, "\n");
    EXPECT_EQ(patched(before, unified_diff("a", before, near)), near);
}

TEST(UnifiedDiffTest, SaysWhereNoLineEnds) {
    EXPECT_EQ(unified_diff("a", "x", "x\n"),
              "--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+x\n");
}

TEST(UnifiedDiffTest, WhatItShowsIsExactlyTheChange) {
    std::mt19937 random(7);
    const auto text = [&random](std::size_t longest) {
        std::string made;
        for (std::size_t lines = random() % (longest + 1); lines > 0; --lines)
            made += std::string(1, static_cast<char>('a' + random() % 4)) + "\n";
        return made;
    };
    for (int round = 0; round < 2000; ++round) {
        const std::string before = text(30);
        std::string after = text(8);
        if (round % 2 == 0)
            after = before.substr(0, before.size() / 4 * 2) + after + before.substr(before.size() / 4 * 2);
        EXPECT_EQ(patched(before, unified_diff("a", before, after)), after) << before << "---\n" << after;
    }
}

TEST(UnifiedDiffTest, AnEnormousChangeIsShownAsAWhole) {
    std::string before;
    std::string after;
    for (int i = 0; i < 5000; ++i) {
        before += "old " + std::to_string(i) + "\n";
        after += "new " + std::to_string(i) + "\n";
    }
    EXPECT_EQ(patched(before, unified_diff("a", before, after)), after);
}

}  // namespace
}  // namespace telemetryflow::generator
