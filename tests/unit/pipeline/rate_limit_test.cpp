// When requests may leave, at times that the test chooses.

#include "pipeline/rate_limit.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::tests {
namespace {

using pipeline::RateLimit;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr RateLimit::TimePoint kStart{std::chrono::hours(1)};

int admitted_at(RateLimit& limit, RateLimit::TimePoint now) {
    int admitted = 0;
    while (admitted < 10'000 && limit.admits(now)) {
        limit.take(now);
        ++admitted;
    }
    return admitted;
}

TEST(RateLimitTest, AdmitsTheTenthOfASecondThatWasNotUsedAtOnce) {
    RateLimit limit(50);
    EXPECT_EQ(admitted_at(limit, kStart), 6);
    EXPECT_EQ(admitted_at(limit, kStart + milliseconds(19)), 0);
    EXPECT_EQ(admitted_at(limit, kStart + milliseconds(20)), 1);
    EXPECT_EQ(admitted_at(limit, kStart + std::chrono::hours(1)), 6);
}

TEST(RateLimitTest, HoldsNothingUpWithoutALimit) {
    RateLimit limit(0);
    EXPECT_EQ(admitted_at(limit, kStart), 10'000);
    EXPECT_FALSE(limit.held_up_until());
}

// The worker that found a request held up, and looks at the clock again before it sleeps, must not sleep past it.
TEST(RateLimitTest, RemembersWhatWasHeldUpWhenItsTimeHasCome) {
    RateLimit limit(50);
    admitted_at(limit, kStart);
    const auto next = kStart + milliseconds(20);
    limit.forget_held_up();
    EXPECT_FALSE(limit.admits(next - microseconds(1)));
    EXPECT_EQ(limit.held_up_until(), next);
    // Another signal's request that may leave by now changes nothing about the one before.
    EXPECT_TRUE(limit.admits(next));
    EXPECT_EQ(limit.held_up_until(), next);
    limit.forget_held_up();
    EXPECT_FALSE(limit.held_up_until());
}

}  // namespace
}  // namespace telemetryflow::tests
