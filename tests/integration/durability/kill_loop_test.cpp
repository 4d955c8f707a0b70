// A service is killed again and again, while it starts, records, recovers, exports and shuts down, with a backend that
// is up, down or flapping. Nothing that it acknowledged may be missing in the end.

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <gtest/gtest.h>

#include "integration/durability/killed_lives.hpp"

namespace telemetryflow::tests {
namespace {

unsigned from_environment(const char* name, unsigned otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

class KillLoopTest : public ::testing::Test {
protected:
    // Kills lives, and has all that is left delivered now and then.
    void kill(KilledLives& lives, unsigned kills, unsigned drain_every) {
        const auto start = lives.time_to_record();
        for (unsigned i = 0; i < kills; ++i) {
            lives.live(i % 4 == 0 ? std::chrono::milliseconds(5) : start + std::chrono::milliseconds(60));
            most_segments_ = std::max(most_segments_, lives.most_segments());
            if (i % drain_every == drain_every - 1) {
                ASSERT_TRUE(lives.drain());
            }
        }
        ASSERT_TRUE(lives.drain());
    }
    void tell(const KilledLives::Result& result, unsigned kills) const {
        std::cout << kills << " kills, " << result.acknowledged << " records acknowledged, " << result.missing
                  << " missing, " << result.told << " told as lost, " << result.duplicates << " received twice, "
                  << result.recovered_requests << " of " << result.requests << " requests recovered, at most "
                  << most_segments_ << " segments of a life (TELEMETRYFLOW_TEST_SEED=" << seed_ << ")\n";
    }
    void expect_nothing_lost(const KilledLives& lives, unsigned kills) const {
        const KilledLives::Result result = lives.result();
        tell(result, kills);
        EXPECT_EQ(result.lost, 0U);
        EXPECT_EQ(result.told, 0U) << "nothing is counted that was not lost";
        EXPECT_EQ(result.invented, 0U);
        EXPECT_GT(result.acknowledged, 10 * std::uint64_t{kills}) << "the test has to test something";
        EXPECT_GT(result.recovered_requests, 0U);
        // What can be sent twice is the batch under way at the kill, of each of the four lanes.
        EXPECT_LE(result.duplicates, std::uint64_t{kills} * 4 * 1500);
    }

    const unsigned kills_ = from_environment("TELEMETRYFLOW_TEST_KILLS", 60);
    const unsigned seed_ = from_environment("TELEMETRYFLOW_TEST_SEED", std::random_device{}());
    std::size_t most_segments_ = 0;
};

TEST_F(KillLoopTest, NothingThatWasAcknowledgedIsLost) {
    const unsigned kills = kills_ - kills_ / 5;
    KilledLives lives(seed_);
    kill(lives, kills, kills);
    expect_nothing_lost(lives, kills);
}

TEST_F(KillLoopTest, NothingIsLostBetweenTheRegionAndSegmentsThatComeAndGo) {
    const unsigned kills = kills_ / 5;
    KilledLives lives(seed_, KilledLives::Kind::Spooling);
    kill(lives, kills, 2);
    expect_nothing_lost(lives, kills);
    // Few lives may all be killed too soon, or find the backend up.
    if (kills >= 100) {
        EXPECT_GE(most_segments_, 5U) << "several of a signal";
    }
}

// Where there is no room for all, what is missing is what was counted, to the record: but for the calls that were cut
// short, of which nobody was told anything.
TEST_F(KillLoopTest, EveryLossIsCountedAndTheCountSurvives) {
    const unsigned kills = std::max(10U, kills_ / 10);
    KilledLives lives(seed_, KilledLives::Kind::Losing);
    kill(lives, kills, 4);
    const KilledLives::Result result = lives.result();
    tell(result, kills);
    EXPECT_GT(result.missing, 0U) << "the test has to test something";
    EXPECT_GE(result.told, result.missing);
    EXPECT_LE(result.told, result.missing + result.unreturned);
    EXPECT_EQ(result.invented, 0U);
}

}  // namespace
}  // namespace telemetryflow::tests
