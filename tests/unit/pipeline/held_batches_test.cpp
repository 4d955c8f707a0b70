// Batches whose credentials the backend refuses are held, and what comes of them when it changes its mind.

#include <gtest/gtest.h>

#include "unit/pipeline/pipeline_harness.hpp"

namespace telemetryflow::tests {
namespace {

class HeldBatchesTest : public ::testing::Test {
protected:
    // Flushes until nothing is left, as the worker would go on by itself; a refusal of credentials is waited out.
    bool settles() {
        for (int i = 0; i < 100; ++i) {
            if (harness_.flush()) return true;
        }
        return false;
    }
    pipeline::SignalDelivery logs() { return harness_.pipeline.status().signals[kLogs].delivery; }

    static constexpr auto kLogs = static_cast<std::size_t>(SignalType::Logs);
    static constexpr int kMoreThanAllRetries = 10;

    PipelineHarness harness_;
};

TEST_F(HeldBatchesTest, AreDeliveredWhenTheCredentialsAreAccepted) {
    for (int i = 0; i < kMoreThanAllRetries; ++i)
        harness_.record->answer_next({.outcome = ExportOutcome::Held, .reason = "http_401"});
    harness_.log("held");
    ASSERT_TRUE(settles());
    EXPECT_EQ(logs().delivered, 1U);
    EXPECT_TRUE(logs().dropped.empty());
    EXPECT_FALSE(logs().held);
}

TEST_F(HeldBatchesTest, KeepAllTheirRetries) {
    for (int i = 0; i < kMoreThanAllRetries; ++i)
        harness_.record->answer_next({.outcome = ExportOutcome::Held, .reason = "http_401"});
    // The key is right now, but the backend is not quite well yet: the first of three retries.
    harness_.record->answer_next({.outcome = ExportOutcome::Retryable, .reason = "http_503"});
    harness_.log("held");
    ASSERT_TRUE(settles());
    EXPECT_EQ(logs().delivered, 1U);
    EXPECT_TRUE(logs().dropped.empty());
    EXPECT_EQ(logs().retries, 1U);
}

}  // namespace
}  // namespace telemetryflow::tests
