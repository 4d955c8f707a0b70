#include "infrastructure/otlp/printable.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "domain/text.hpp"

namespace telemetryflow::infrastructure {
namespace {

TEST(PrintableTest, ReplacesWhatCouldChangeATerminalOrALogLine) {
    EXPECT_EQ(printable("plain text ~"), "plain text ~");
    EXPECT_EQ(printable(std::string_view("a\0b\r\nc\x1B[0m\x7F", 11)), "a?b??c?[0m?");
    EXPECT_EQ(printable("caf\xC3\xA9"), "caf??");
}

TEST(PrintableTest, CutsLongText) {
    EXPECT_EQ(printable(std::string(200, 'x')), std::string(200, 'x'));
    EXPECT_EQ(printable(std::string(201, 'x')), std::string(197, 'x') + "...");
}

TEST(PrintableTest, RedactsEveryOccurrenceOfEverySecret) {
    const std::vector<std::string> secrets{"tfs_abc", "", "token"};
    EXPECT_EQ(text::redacted("tfs_abc and tfs_abctoken, fine", secrets), "[REDACTED] and [REDACTED][REDACTED], fine");
}

}  // namespace
}  // namespace telemetryflow::infrastructure
