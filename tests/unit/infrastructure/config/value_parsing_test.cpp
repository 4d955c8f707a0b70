#include "infrastructure/config/value_parsing.hpp"

#include <cstdint>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace telemetryflow::config {
namespace {

using std::chrono::milliseconds;

// Defect P-13 of the family: everything but "true" was false.
TEST(ValueParsingTest, ReadsBooleansInAllTheirSpellings) {
    for (const char* yes : {"true", "TRUE", "True", "1", "yes", "YES", "on", "On"})
        EXPECT_EQ(parse_bool(yes), true);
    for (const char* no : {"false", "False", "0", "no", "NO", "off", "OFF"})
        EXPECT_EQ(parse_bool(no), false);
    for (const char* other : {"", "2", "t", "y", "enable", "truee", "tru", "-1"})
        EXPECT_FALSE(parse_bool(other)) << other;
}

TEST(ValueParsingTest, ReadsWholeNumbersOfTheirTypeOnly) {
    EXPECT_EQ(parse_integer<std::uint32_t>("0"), 0U);
    EXPECT_EQ(parse_integer<std::uint32_t>("4294967295"), 4294967295U);
    for (const char* bad : {"", "4294967296", "-1", "+1", "1.0", "1e3", "0x10", "1 ", " 1", "1s", "abc"}) {
        EXPECT_FALSE(parse_integer<std::uint32_t>(bad)) << bad;
    }
}

TEST(ValueParsingTest, ReadsFiniteNumbers) {
    EXPECT_EQ(parse_double("0.25"), 0.25);
    EXPECT_EQ(parse_double("-1e-3"), -0.001);
    for (const char* bad : {"", "nan", "inf", "-inf", "1e999", "0,5", "1 ", "0x1p3", "+1"}) {
        EXPECT_FALSE(parse_double(bad)) << bad;
    }
    EXPECT_EQ(parse_doubles("0.1, 1 ,5"), (std::vector<double>{0.1, 1, 5}));
    for (const char* bad : {"", ",", "1,x", "1;2", "nan,1"})
        EXPECT_FALSE(parse_doubles(bad)) << bad;
}

// Defect P-13, P-34 of the family: "10s" was ignored although its own generator wrote it.
TEST(ValueParsingTest, ReadsDurationsWithAndWithoutTheirUnit) {
    EXPECT_EQ(parse_duration("10", milliseconds(1'000)), milliseconds(10'000));
    EXPECT_EQ(parse_duration("10", milliseconds(1)), milliseconds(10));
    EXPECT_EQ(parse_duration("10s", milliseconds(1)), milliseconds(10'000));
    EXPECT_EQ(parse_duration("10 s", milliseconds(1)), milliseconds(10'000));
    EXPECT_EQ(parse_duration("500ms", milliseconds(1'000)), milliseconds(500));
    EXPECT_EQ(parse_duration("1m", milliseconds(1)), milliseconds(60'000));
    EXPECT_EQ(parse_duration("2H", milliseconds(1)), milliseconds(7'200'000));
    EXPECT_EQ(parse_duration("0", milliseconds(1)), milliseconds(0));
    EXPECT_EQ(parse_duration("1.5s", milliseconds(1)), milliseconds(1'500));
    EXPECT_EQ(parse_duration("0.3s", milliseconds(1)), milliseconds(300));
    EXPECT_EQ(parse_duration("0.5", milliseconds(1'000)), milliseconds(500));
    EXPECT_EQ(parse_duration("365h", milliseconds(1)), milliseconds(1'314'000'000));
}

TEST(ValueParsingTest, RefusesOtherDurations) {
    for (const char* bad : {"", "s", "ms", "-1s", "+1s", "10x", "10sec", "1m30s", "1..5s", "1.5.5s", "0.5ms", "1e3",
                            "nan", "inf", "8761h", "99999999999999999999s", "10 s s", "1,5s", "."}) {
        EXPECT_FALSE(parse_duration(bad, milliseconds(1))) << bad;
    }
}

TEST(ValueParsingTest, ReadsSizes) {
    EXPECT_EQ(parse_bytes("0"), 0U);
    EXPECT_EQ(parse_bytes("8388608"), 8388608U);
    for (const char* eight : {"8MiB", "8M", "8Mi", "8 MiB", "8mib", "8192K", "8192KiB", "8388608B"}) {
        EXPECT_EQ(parse_bytes(eight), 8388608U) << eight;
    }
    EXPECT_EQ(parse_bytes("1G"), 1073741824U);
    EXPECT_EQ(parse_bytes("1GiB"), 1073741824U);
    // MB is read as 10^6 by some and 2^20 by others.
    for (const char* bad : {"", "M", "-1", "8MB", "8kB", "1.5M", "8T", "8 M B", "99999999999999999999",
                            "18446744073709551615K", "0x10"}) {
        EXPECT_FALSE(parse_bytes(bad)) << bad;
    }
}

}  // namespace
}  // namespace telemetryflow::config
