#include "model/decimal_text.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::restapi {
namespace {

TEST(DecimalTextTest, ReadsTenThousandths) {
    EXPECT_EQ(parse_decimal("0"), 0);
    EXPECT_EQ(parse_decimal("12"), 120'000);
    EXPECT_EQ(parse_decimal("-0.5"), -5'000);
    EXPECT_EQ(parse_decimal("12.3456"), 123'456);
    EXPECT_EQ(parse_decimal("99999999999999.9999"), 999'999'999'999'999'999);
}

TEST(DecimalTextTest, ReadsNothingElse) {
    for (const char* text :
         {"", "-", ".", ".5", "5.", "1e3", "+1", " 1", "1 ", "1.23456", "123456789012345", "1.-5", "--1"})
        EXPECT_EQ(parse_decimal(text), std::nullopt) << text;
}

TEST(DecimalTextTest, WritesNoZerosThatSayNothing) {
    EXPECT_EQ(decimal_text(0), "0");
    EXPECT_EQ(decimal_text(120'000), "12");
    EXPECT_EQ(decimal_text(-5'000), "-0.5");
    EXPECT_EQ(decimal_text(100'001), "10.0001");
    EXPECT_EQ(decimal_text(100'010), "10.001");
}

}  // namespace
}  // namespace telemetryflow::restapi
