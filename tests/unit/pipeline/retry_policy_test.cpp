// When a failed request is tried again.

#include "pipeline/retry_policy.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow::tests {
namespace {

using pipeline::PipelineOptions;
using pipeline::RetryPolicy;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

PipelineOptions options_of(milliseconds backoff, milliseconds longest) {
    PipelineOptions options;
    options.retry_backoff = backoff;
    options.retry_max_backoff = longest;
    return options;
}

struct Draws {
    nanoseconds lowest = nanoseconds::max();
    nanoseconds highest = nanoseconds::min();
    double mean = 0;
};

Draws draw(RetryPolicy& policy, std::uint32_t attempts, std::optional<nanoseconds> wish = std::nullopt) {
    constexpr int kDraws = 20'000;
    Draws draws;
    for (int i = 0; i < kDraws; ++i) {
        const nanoseconds wait = policy.wait(attempts, wish);
        draws.lowest = std::min(draws.lowest, wait);
        draws.highest = std::max(draws.highest, wait);
        draws.mean += static_cast<double>(wait.count()) / kDraws;
    }
    return draws;
}

TEST(RetryPolicyTest, SpreadsTheWaitOverAllOfTheBackoff) {
    const PipelineOptions options = options_of(milliseconds(1000), milliseconds(30'000));
    RetryPolicy policy(options, 1);
    const Draws draws = draw(policy, 1);
    EXPECT_GE(draws.lowest, nanoseconds::zero());
    EXPECT_LT(draws.lowest, milliseconds(10));
    EXPECT_LE(draws.highest, milliseconds(1000));
    EXPECT_GT(draws.highest, milliseconds(990));
    EXPECT_NEAR(draws.mean, 5e8, 2e7);
}

TEST(RetryPolicyTest, DoublesTheBackoffWithEveryAttempt) {
    const PipelineOptions options = options_of(milliseconds(100), milliseconds(1'000'000));
    RetryPolicy policy(options, 2);
    milliseconds expected(100);
    for (std::uint32_t attempts = 1; attempts <= 10; ++attempts, expected *= 2) {
        const Draws draws = draw(policy, attempts);
        EXPECT_LE(draws.highest, expected) << attempts;
        EXPECT_GT(draws.highest, expected * 99 / 100) << attempts;
    }
}

TEST(RetryPolicyTest, StopsDoublingAtTheLongestBackoff) {
    const PipelineOptions options = options_of(milliseconds(100), milliseconds(250));
    RetryPolicy policy(options, 3);
    EXPECT_LE(draw(policy, 2).highest, milliseconds(200));
    for (const std::uint32_t attempts : {3U, 4U, 30U}) {
        const Draws draws = draw(policy, attempts);
        EXPECT_LE(draws.highest, milliseconds(250)) << attempts;
        EXPECT_GT(draws.highest, milliseconds(245)) << attempts;
    }
}

TEST(RetryPolicyTest, NeverOverflowsHoweverManyAttemptsFailed) {
    const PipelineOptions options = options_of(milliseconds(5'000), milliseconds(30'000));
    RetryPolicy policy(options, 4);
    for (const std::uint32_t attempts : {31U, 32U, 33U, 63U, 64U, 65U, 1'000'000U, 0xFFFFFFFFU}) {
        for (int i = 0; i < 1000; ++i) {
            const nanoseconds wait = policy.wait(attempts, std::nullopt);
            ASSERT_GE(wait, nanoseconds::zero()) << attempts;
            ASSERT_LE(wait, milliseconds(30'000)) << attempts;
        }
    }
}

TEST(RetryPolicyTest, KeepsToTheLongestBackoffAlsoWhereTheFirstIsLonger) {
    const PipelineOptions options = options_of(milliseconds(500), milliseconds(50));
    RetryPolicy policy(options, 5);
    EXPECT_LE(draw(policy, 1).highest, milliseconds(50));
}

TEST(RetryPolicyTest, HardlyWaitsWithoutABackoff) {
    const PipelineOptions options = options_of(milliseconds(0), milliseconds(0));
    RetryPolicy policy(options, 6);
    EXPECT_LE(draw(policy, 1).highest, nanoseconds(1));
    EXPECT_LE(draw(policy, 0xFFFFU).highest, nanoseconds(1));
}

TEST(RetryPolicyTest, WaitsAtLeastAsLongAsTheServerWishes) {
    const PipelineOptions options = options_of(milliseconds(1000), milliseconds(30'000));
    RetryPolicy policy(options, 7);
    const Draws draws = draw(policy, 1, milliseconds(400));
    EXPECT_EQ(draws.lowest, milliseconds(400));
    EXPECT_GT(draws.highest, milliseconds(900));
    EXPECT_LE(draws.highest, milliseconds(1000));
}

TEST(RetryPolicyTest, FollowsAWishThatIsLongerThanTheLongestBackoff) {
    const PipelineOptions options = options_of(milliseconds(10), milliseconds(20));
    RetryPolicy policy(options, 8);
    const Draws draws = draw(policy, 1, std::chrono::seconds(90));
    EXPECT_EQ(draws.lowest, std::chrono::seconds(90));
    EXPECT_EQ(draws.highest, std::chrono::seconds(90));
}

TEST(RetryPolicyTest, IsSilencedForFiveMinutesAtMost) {
    const PipelineOptions options = options_of(milliseconds(10), milliseconds(20));
    RetryPolicy policy(options, 9);
    EXPECT_EQ(policy.wait(1, std::chrono::hours(24)), std::chrono::minutes(5));
    EXPECT_EQ(policy.wait(1, nanoseconds::max()), std::chrono::minutes(5));
}

TEST(RetryPolicyTest, IgnoresAWishThatIsInThePast) {
    const PipelineOptions options = options_of(milliseconds(10), milliseconds(20));
    RetryPolicy policy(options, 10);
    EXPECT_GE(draw(policy, 1, nanoseconds(-5)).lowest, nanoseconds::zero());
    EXPECT_GT(draw(policy, 1, nanoseconds::zero()).highest, milliseconds(9));
}

TEST(RetryPolicyTest, GivesClientsOfDifferentSeedsDifferentWaits) {
    const PipelineOptions options = options_of(milliseconds(1000), milliseconds(1000));
    std::vector<nanoseconds> waits;
    for (std::uint64_t seed = 0; seed < 100; ++seed)
        waits.push_back(RetryPolicy(options, seed).wait(1, std::nullopt));
    std::sort(waits.begin(), waits.end());
    EXPECT_EQ(std::unique(waits.begin(), waits.end()), waits.end());
}

TEST(RetryPolicyTest, AllowsAsManyRetriesAsItIsTold) {
    PipelineOptions options;
    options.max_retries = 3;
    const RetryPolicy policy(options, 11);
    EXPECT_TRUE(policy.allows(1));
    EXPECT_TRUE(policy.allows(3));
    EXPECT_FALSE(policy.allows(4));
    EXPECT_FALSE(policy.allows(0xFFFFFFFFU));
}

TEST(RetryPolicyTest, AllowsNoneWithoutRetries) {
    PipelineOptions none;
    none.max_retries = 0;
    EXPECT_FALSE(RetryPolicy(none, 12).allows(1));
    PipelineOptions disabled;
    disabled.retry_enabled = false;
    EXPECT_FALSE(RetryPolicy(disabled, 13).allows(1));
    EXPECT_FALSE(RetryPolicy(disabled, 13).allows(0));
}

}  // namespace
}  // namespace telemetryflow::tests
