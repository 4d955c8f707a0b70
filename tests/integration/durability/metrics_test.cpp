// Metrics of a client that is killed, or shut down without a backend, as its next life sends them.

#include <gtest/gtest.h>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/killed_process.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;
using test::wait_until;

class DurableMetricsTest : public ::testing::Test {
protected:
    [[nodiscard]] TelemetryConfig config() const {
        TelemetryConfig config = quiet_config();
        config.state_directory = folder_.file("state");
        return config;
    }
    static const RecoveredCounters& recovered(const SDKStatusResult& status) {
        return status.recovered[static_cast<std::size_t>(SignalType::Metrics)];
    }

    test::TempDir folder_;
};

TEST_F(DurableMetricsTest, AreSentByTheNextLifeOfAKilledClient) {
    test::in_killed_process([&] {
        auto& own = *new LifecycleClient(config());
        own.backend->answer(ExportOutcome::Retryable);
        own->increment_counter("orders.of.the.killed", 3);
        own.attempt();
    });
    LifecycleClient next(config());
    ASSERT_TRUE(wait_until([&] { return recovered(next->get_status()).delivered == 1; }));
    EXPECT_EQ(next.backend->count("orders.of.the.killed"), 1U);
    EXPECT_TRUE(next.backend->received("telemetryflow.recovered"));
    EXPECT_EQ(recovered(next->get_status()).in_progress, 0U);
    expect_balanced(next->get_status());
}

TEST_F(DurableMetricsTest, StayWhenAShutdownCannotDeliverThem) {
    {
        LifecycleClient own(config());
        own.backend->answer(ExportOutcome::Held);
        own->increment_counter("orders.of.the.first", 3);
        const FlushResult result = own->shutdown(50ms);
        EXPECT_FALSE(result.complete);
        EXPECT_EQ(result.left_items, 1U);
        expect_balanced(own->get_status());
        // As its own next life of the same process.
        own->initialize();
        expect_balanced(own->get_status());
        own->shutdown(50ms);
    }
    LifecycleClient next(config());
    EXPECT_TRUE(wait_until([&] { return next.backend->received("orders.of.the.first"); }));
}

}  // namespace
}  // namespace telemetryflow::tests
