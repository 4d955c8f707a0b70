// A service is killed again and again, while it starts, records, recovers, exports and shuts down, with a backend that
// is up, down or flapping. Nothing that it acknowledged may be missing in the end.

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

TEST(KillLoopTest, NothingThatWasAcknowledgedIsLost) {
    const unsigned kills = from_environment("TELEMETRYFLOW_TEST_KILLS", 60);
    const unsigned seed = from_environment("TELEMETRYFLOW_TEST_SEED", std::random_device{}());
    KilledLives lives(seed);
    const auto start = lives.time_to_record();
    for (unsigned i = 0; i < kills; ++i)
        lives.live(i % 4 == 0 ? std::chrono::milliseconds(5) : start + std::chrono::milliseconds(60));
    ASSERT_TRUE(lives.drain());

    const KilledLives::Result result = lives.result();
    std::cout << kills << " kills, " << result.acknowledged << " records acknowledged, " << result.lost << " lost, "
              << result.duplicates << " received twice, " << result.recovered_requests << " of " << result.requests
              << " requests recovered (TELEMETRYFLOW_TEST_SEED=" << seed << ")\n";
    EXPECT_EQ(result.lost, 0U);
    EXPECT_EQ(result.invented, 0U);
    EXPECT_GT(result.acknowledged, 10 * std::uint64_t{kills}) << "the test has to test something";
    EXPECT_GT(result.recovered_requests, 0U);
    // What can be sent twice is the batch under way at the kill, of each of the four lanes.
    EXPECT_LE(result.duplicates, std::uint64_t{kills} * 4 * 1500);
}

}  // namespace
}  // namespace telemetryflow::tests
