#include "infrastructure/otlp/retry_after.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

using std::chrono::seconds;
using std::chrono::sys_days;
using namespace std::chrono_literals;

// Sun, 06 Nov 1994 08:49:37 GMT, the moment that RFC 9110 uses, less 100 s.
const auto kNow = std::chrono::system_clock::time_point(sys_days(1994y / 11 / 6) + 8h + 49min + 37s - 100s);

std::optional<std::chrono::nanoseconds> parse(std::string_view value) {
    return parse_retry_after(value, kNow);
}

TEST(RetryAfterTest, ReadsSeconds) {
    EXPECT_EQ(parse("7"), seconds(7));
    EXPECT_EQ(parse(" 0012 "), seconds(12));
}

TEST(RetryAfterTest, ReadsAllThreeFormsOfADate) {
    EXPECT_EQ(parse("Sun, 06 Nov 1994 08:49:37 GMT"), seconds(100));
    EXPECT_EQ(parse("Sunday, 06-Nov-94 08:49:37 GMT"), seconds(100));
    EXPECT_EQ(parse("Sun Nov  6 08:49:37 1994"), seconds(100));
}

TEST(RetryAfterTest, AsksForNoWaitWhenTheMomentIsOver) {
    EXPECT_EQ(parse("Sun, 06 Nov 1994 08:40:00 GMT"), std::nullopt);
    EXPECT_EQ(parse("Thu, 01 Jan 1970 00:00:00 GMT"), std::nullopt);
    EXPECT_EQ(parse("0"), std::nullopt);
    EXPECT_EQ(parse("000"), std::nullopt);
}

TEST(RetryAfterTest, BoundsAnAbsurdWait) {
    EXPECT_EQ(parse("3600"), kMaxRetryAfter);
    EXPECT_EQ(parse("63072000"), kMaxRetryAfter);
    EXPECT_EQ(parse(std::string(1000, '9')), kMaxRetryAfter);
    EXPECT_EQ(parse("Fri, 31 Dec 9999 23:59:59 GMT"), kMaxRetryAfter);
}

TEST(RetryAfterTest, IgnoresGarbage) {
    for (const char* text : {"", " ", "-5", "+5", "1.5", "5s", "soon", "0x10", "Sun, 06 Nov 1994 08:49:37 CET",
                             "Sun, 31 Feb 1995 08:49:37 GMT", "Sun, 06 Nov 1994 25:00:00 GMT", "Sun, 06 Nov 1994",
                             "Sun, 06 Foo 1994 08:49:37 GMT", "Sun Nov 6", "Sun Nov 6 08:49:37 year", ",,,---"}) {
        EXPECT_EQ(parse(text), std::nullopt) << text;
    }
}

TEST(RetryAfterTest, EndsOnAnyText) {
    std::mt19937 random(9);
    const std::string letters = "SunNovGMT 0123456789:,-\xFF";
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto left = random() % 40; left > 0; --left)
            text += letters[random() % letters.size()];
        const auto wait = parse(text);
        if (wait) {
            EXPECT_GT(wait->count(), 0);
            EXPECT_LE(*wait, kMaxRetryAfter);
        }
    }
}

}  // namespace
}  // namespace telemetryflow::infrastructure
