#include "generator/marked_block.hpp"

#include <string>

#include <gtest/gtest.h>

#include "generator/generation_error.hpp"

namespace telemetryflow::generator {
namespace {

const std::string kBegin = std::string(kBlockBegin) + "\n";
const std::string kEnd = std::string(kBlockEnd) + "\n";

TEST(MarkedBlockTest, GoesToTheEndAfterAnEmptyLine) {
    EXPECT_EQ(with_marked_block("", "x\n"), kBegin + "x\n" + kEnd);
    EXPECT_EQ(with_marked_block("a\n", "x\n"), "a\n\n" + kBegin + "x\n" + kEnd);
    EXPECT_EQ(with_marked_block("a", "x\n"), "a\n\n" + kBegin + "x\n" + kEnd);
}

TEST(MarkedBlockTest, StaysWhereItIsAndIsBroughtUpToDate) {
    const std::string first = with_marked_block("a\n", "x\n") + "after\n";
    EXPECT_EQ(with_marked_block(first, "x\n"), first);
    EXPECT_EQ(with_marked_block(first, "y\nz\n"), "a\n\n" + kBegin + "y\nz\n" + kEnd + "after\n");
    EXPECT_EQ(with_marked_block("a\n" + kBegin + "x\n" + std::string(kBlockEnd), "y\n"), "a\n" + kBegin + "y\n" + kEnd);
}

TEST(MarkedBlockTest, AMarkerAloneIsRefused) {
    EXPECT_THROW(with_marked_block(kBegin + "x\n", "y\n"), GenerationError);
    EXPECT_THROW(with_marked_block("x\n" + kEnd, "y\n"), GenerationError);
    EXPECT_THROW(with_marked_block(kEnd + kBegin, "y\n"), GenerationError);
}

}  // namespace
}  // namespace telemetryflow::generator
