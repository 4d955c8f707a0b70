#include "generator/style.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::generator {
namespace {

TEST(StyleTest, ColoursOnlyWhenToldTo) {
    EXPECT_EQ(Style(true)(Colour::Red, "text"), "\033[31mtext\033[0m");
    EXPECT_EQ(Style(true)(Colour::Bold, "text"), "\033[1mtext\033[0m");
    EXPECT_EQ(Style(true)(Colour::Red, ""), "") << "nothing to colour";
    EXPECT_EQ(Style(false)(Colour::Red, "text"), "text");
}

TEST(StyleTest, WhatIsNoTerminalIsNotColoured) {
    EXPECT_EQ(Style::of(-1)(Colour::Green, "text"), "text");
}

}  // namespace
}  // namespace telemetryflow::generator
