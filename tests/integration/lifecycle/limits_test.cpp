// The bounds on requests, on their rate and on memory, and what happens at each of them.

#include <atomic>
#include <numeric>
#include <thread>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/time_of.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;

std::uint64_t logs_delivered(LifecycleClient& client) {
    return client->get_status().of(SignalType::Logs).delivered;
}

TEST(LimitsTest, KeepRequestsWithinTheBatchSize) {
    TelemetryConfig config = quiet_config();
    config.batch_max_size = 10;
    LifecycleClient client(config);
    for (int i = 0; i < 95; ++i)
        client->log_info("item");
    EXPECT_TRUE(client->flush().complete);
    std::uint64_t items = 0;
    for (const Backend::Attempt& attempt : client.backend->attempts()) {
        EXPECT_LE(attempt.items, 10U);
        items += attempt.items;
    }
    EXPECT_EQ(items, 95U);
    EXPECT_EQ(client.backend->count("item"), 95U);
}

TEST(LimitsTest, LetRequestsGrowUnlessASizeIsGiven) {
    for (const std::uint32_t size : {TelemetryConfig::kDefaultBatchSize, TelemetryConfig::kDefaultBatchSize - 1}) {
        TelemetryConfig config = quiet_config();
        config.batch_max_size = size;
        std::atomic<bool> recorded{false};
        LifecycleClient client(config);
        client.backend->answer([&](const ExportRequest&) {
            // Whatever the first request took itself, it holds the others up.
            while (!recorded)
                std::this_thread::yield();
            return result(ExportOutcome::Delivered);
        });
        for (int i = 0; i < 5'000; ++i) {
            client->log_info("many");
            client->increment_counter("c", 1, {{"i", i % 1'500}});
        }
        recorded = true;
        EXPECT_TRUE(client->flush().complete);
        std::uint64_t largest = 0;
        for (const Backend::Attempt& attempt : client.backend->attempts())
            largest = std::max(largest, attempt.items);
        if (size == TelemetryConfig::kDefaultBatchSize) {
            EXPECT_GE(largest, 1'500U);
        } else {
            EXPECT_EQ(largest, size);
        }
        EXPECT_EQ(client->get_status().of(SignalType::Logs).delivered, 5'000U);
        expect_balanced(client->get_status());
    }
}

TEST(LimitsTest, KeepRequestsWithinTheBatchBytes) {
    TelemetryConfig config = quiet_config();
    config.batch_max_bytes = 64U << 10U;
    LifecycleClient client(config);
    const std::string body(10'000, 'x');
    for (int i = 0; i < 50; ++i)
        client->log_info(body);
    for (int i = 0; i < 2000; ++i)
        client->increment_counter("c", 1, {{"series.with.a.long.key.to.fill.requests.quickly", i}});
    EXPECT_TRUE(client->flush().complete);
    std::size_t metrics_requests = 0;
    for (const Backend::Attempt& attempt : client.backend->attempts()) {
        EXPECT_LE(attempt.body.size(), config.batch_max_bytes) << to_string(attempt.signal);
        metrics_requests += attempt.signal == SignalType::Metrics ? 1U : 0U;
    }
    EXPECT_GT(metrics_requests, 1U);
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.of(SignalType::Logs).delivered, 50U);
    EXPECT_EQ(status.of(SignalType::Metrics).delivered, 2000U);
    expect_balanced(status);
}

TEST(LimitsTest, SendAFullBatchWithoutAFlush) {
    TelemetryConfig config = quiet_config();
    config.batch_max_size = 20;
    LifecycleClient client(config);
    for (int i = 0; i < 20; ++i)
        client->log_info("full");
    EXPECT_TRUE(test::wait_until([&] { return logs_delivered(client) == 20; }));
}

TEST(LimitsTest, SendAPartialBatchAfterTheBatchTimeout) {
    TelemetryConfig config = quiet_config();
    config.batch_timeout = 50ms;
    LifecycleClient client(config);
    client->log_info("lonely");
    client->increment_counter("c");
    EXPECT_TRUE(test::wait_until([&] { return logs_delivered(client) == 1; }));
    EXPECT_TRUE(test::wait_until([&] { return client->get_status().of(SignalType::Metrics).delivered != 0; }));
}

TEST(LimitsTest, KeepToTheRateOfRequests) {
    TelemetryConfig config = quiet_config();
    config.rate_limit = 20;
    config.batch_max_size = 1;
    LifecycleClient client(config);
    for (int i = 0; i < 22; ++i)
        client->log_info("slowly");
    EXPECT_TRUE(client->flush(1min).complete);
    const auto attempts = client.backend->attempts();
    ASSERT_EQ(attempts.size(), 22U);
    // 21 intervals of 50 ms, less what may be caught up with.
    EXPECT_GE(attempts.back().at - attempts.front().at, 21 * 50ms - 105ms);
}

TEST(LimitsTest, CutOffAFlushThatTheRateWouldDelay) {
    TelemetryConfig config = quiet_config();
    config.rate_limit = 1;
    config.batch_max_size = 1;
    LifecycleClient client(config);
    for (int i = 0; i < 60; ++i)
        client->log_info("slowly");
    FlushResult result;
    EXPECT_LT(test::time_of([&] { result = client->shutdown(300ms); }), 300ms + test::kSlack);
    EXPECT_FALSE(result.complete);
    EXPECT_EQ(result.left_items, dropped(client->get_status(), SignalType::Logs, "shutdown"));
    EXPECT_GE(result.left_items, 45U);
    expect_balanced(client->get_status());
}

// A backend that never answers, and records of about 1 KiB against the smallest buffer.
class OverflowTest : public ::testing::Test {
protected:
    static TelemetryConfig config(OverflowPolicy policy) {
        TelemetryConfig config = quiet_config();
        config.buffer_bytes = 1U << 20U;
        config.overflow_policy = policy;
        config.overflow_timeout = 100ms;
        return config;
    }
    static void hang(LifecycleClient& client) {
        Backend& backend = *client.backend;
        backend.answer([&backend](const ExportRequest&) { return backend.hang(true); });
        client->log_info("the first");
        client.attempt();
        backend.wait_until_hanging();
    }
    // Waits until the worker has come, so that the next records have room however busy the machine is.
    static bool has_room(LifecycleClient& client) {
        return test::wait_until([&] {
            const SDKStatusResult status = client->get_status();
            return status.queue_bytes < status.queue_capacity_bytes * 3 / 4;
        });
    }
    static void end(LifecycleClient& client) {
        client.backend->answer(ExportOutcome::Delivered);
        client.backend->release();
        EXPECT_TRUE(client->flush().complete);
        expect_balanced(client->get_status());
    }
    const std::string body_ = std::string(1000, 'x');
};

TEST_F(OverflowTest, DropsTheNewestAndNeverWaits) {
    LifecycleClient client(config(OverflowPolicy::DropNewest));
    hang(client);
    EXPECT_LT(test::time_of([&] {
                  for (int i = 0; i < 5000; ++i)
                      client->log_info(body_);
              }),
              test::kSlack);
    const SDKStatusResult status = client->get_status();
    EXPECT_GT(dropped(status, SignalType::Logs, "queue_full"), 3000U);
    EXPECT_LE(status.queue_bytes, status.queue_capacity_bytes);
    EXPECT_EQ(status.of(SignalType::Logs).created, 5001U);
    expect_balanced(status);
    const HealthQueryResult health = client->query(GetHealthQuery{});
    EXPECT_NE(health.to_json().find("nearly full"), std::string::npos);
    end(client);
}

TEST_F(OverflowTest, DropsTheOldestWhileTheWorkerIsStuck) {
    LifecycleClient client(config(OverflowPolicy::DropOldest));
    hang(client);
    EXPECT_LT(test::time_of([&] {
                  for (int i = 0; i < 5000; ++i)
                      client->log_info("no " + std::to_string(i) + '.' + body_);
              }),
              test::kSlack);
    const SDKStatusResult full = client->get_status();
    EXPECT_LE(full.queue_bytes, full.queue_capacity_bytes);
    EXPECT_EQ(full.of(SignalType::Logs).created, 5001U);
    EXPECT_GT(dropped(full, SignalType::Logs, "queue_full"), 3000U);
    expect_balanced(full);
    end(client);
    const SDKStatusResult status = client->get_status();
    const std::uint64_t lost = dropped(status, SignalType::Logs, "queue_full");
    EXPECT_EQ(status.of(SignalType::Logs).delivered, 5001U - lost);
    // Of a chunk that is partly under way nothing is given up, and of the rest the oldest are.
    EXPECT_TRUE(client.backend->received("the first"));
    std::uint64_t before = 0;
    while (client.backend->received("no " + std::to_string(before) + '.'))
        ++before;
    EXPECT_LT(before, 20U);
    for (std::uint64_t i = before; i < 5000; ++i)
        EXPECT_EQ(client.backend->count("no " + std::to_string(i) + '.'), i < before + lost ? 0U : 1U) << i;
}

TEST_F(OverflowTest, DropsOldRecordsForLargeNewOnes) {
    LifecycleClient client(config(OverflowPolicy::DropOldest));
    hang(client);
    for (int i = 0; i < 2000; ++i)
        client->log_info(body_);
    for (int i = 0; i < 5; ++i)
        client->log_info("large" + std::string(50'000, 'y'));
    expect_balanced(client->get_status());
    end(client);
    EXPECT_EQ(client.backend->count("largey"), 5U);
}

TEST_F(OverflowTest, WaitsForRoomAtMostItsTimeout) {
    LifecycleClient client(config(OverflowPolicy::Block));
    hang(client);
    while (dropped(client->get_status(), SignalType::Logs, "queue_full") == 0)
        client->log_info(body_);
    const auto waited = test::time_of([&] { client->log_info(body_); });
    EXPECT_GE(waited, 95ms);
    EXPECT_LT(waited, 100ms + test::kSlack);
    EXPECT_EQ(dropped(client->get_status(), SignalType::Logs, "queue_full"), 2U);
    end(client);
}

TEST_F(OverflowTest, LosesNothingWhileItMayWaitForAWorkingBackend) {
    TelemetryConfig blocking = config(OverflowPolicy::Block);
    blocking.overflow_timeout = 20s;
    LifecycleClient client(blocking);
    for (int i = 0; i < 5000; ++i)
        client->log_info(body_);
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(logs_delivered(client), 5000U);
}

// Neither the items nor the bytes of a batch are reached before the buffer is full: the worker has to be told by then.
TEST_F(OverflowTest, DoesNotComeWhileTheWorkerHasNothingElseToDo) {
    TelemetryConfig large = config(OverflowPolicy::DropNewest);
    large.batch_max_size = 100'000;
    large.batch_max_bytes = 3U << 20U;
    LifecycleClient client(large);
    for (int i = 0; i < 40; ++i) {
        for (int burst = 0; burst < 50; ++burst)
            client->log_info(body_);
        ASSERT_TRUE(has_room(client));
    }
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(client->get_status().of(SignalType::Logs).dropped_total(), 0U);
}

TEST_F(OverflowTest, DoesNotComeFromLargeRecordsThatTheWorkerHasTimeFor) {
    LifecycleClient client;
    const std::string large(60'000, 'x');
    for (int i = 0; i < 400; ++i) {
        client->log_info(large);
        if (i % 10 == 9) {
            ASSERT_TRUE(has_room(client));
        }
    }
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(client->get_status().of(SignalType::Logs).dropped_total(), 0U);
}

TEST(LimitsTest, CountARecordThatIsTooLargeForARequest) {
    TelemetryConfig config = quiet_config();
    config.body_length_limit = 300U << 10U;
    LifecycleClient client(config);
    client->log_info(std::string(300U << 10U, '\xFF'));  // three times as long once it is repaired
    client->log_info("small");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(dropped(client->get_status(), SignalType::Logs, "record_too_large"), 1U);
    EXPECT_EQ(logs_delivered(client), 1U);
    expect_balanced(client->get_status());
}

TEST(LimitsTest, RecordNothingOfASignalThatIsOff) {
    LifecycleClient client(quiet_config().with_metrics_only());
    client->log_info("off");
    { const Span span = client->span("off"); }
    client->increment_counter("on");
    EXPECT_TRUE(client->flush().complete);
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.of(SignalType::Logs).created, 0U);
    EXPECT_EQ(status.of(SignalType::Traces).created, 0U);
    EXPECT_EQ(status.of(SignalType::Metrics).delivered, 1U);
    EXPECT_FALSE(client.backend->received("off"));
}

}  // namespace
}  // namespace telemetryflow::tests
