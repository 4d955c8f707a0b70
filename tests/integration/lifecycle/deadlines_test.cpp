// flush(), shutdown() and destruction end by their deadlines, and what they say is so.

#include <optional>
#include <thread>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/time_of.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using test::kSlack;
using test::time_of;

void hang(Backend& backend, bool honour_interrupt) {
    backend.answer([&backend, honour_interrupt](const ExportRequest&) { return backend.hang(honour_interrupt); });
}

TEST(DeadlinesTest, EndAFlushWhoseExporterHangs) {
    LifecycleClient client;
    hang(*client.backend, false);
    client->log_info("stuck");
    FlushResult result;
    EXPECT_LT(time_of([&] { result = client->flush(100ms); }), 100ms + kSlack);
    EXPECT_FALSE(result.complete);
    EXPECT_EQ(result.left_items, 1U);
    client.backend->release();
    client.backend->answer(ExportOutcome::Delivered);
    EXPECT_TRUE(client->flush().complete);
    expect_balanced(client->get_status());
}

TEST(DeadlinesTest, EndAShutdownWhoseExporterIgnoresTheInterrupt) {
    LifecycleClient client;
    const auto backend = client.backend;
    hang(*backend, false);
    client->log_info("stuck");
    FlushResult result;
    EXPECT_LT(time_of([&] { result = client->shutdown(100ms); }), 100ms + kSlack);
    EXPECT_FALSE(result.complete);
    EXPECT_EQ(result.left_items, 1U);
    EXPECT_TRUE(backend->interrupted());
    expect_balanced(client->get_status());
    backend->release();
    EXPECT_TRUE(test::wait_until([&] { return client->get_status().of(SignalType::Logs).in_memory == 0; }));
    expect_balanced(client->get_status());
}

TEST(DeadlinesTest, EndAShutdownWhoseExporterHonoursTheInterrupt) {
    LifecycleClient client;
    hang(*client.backend, true);
    client->log_info("stuck");
    FlushResult result;
    EXPECT_LT(time_of([&] { result = client->shutdown(100ms); }), 100ms + kSlack);
    EXPECT_FALSE(result.complete);
    EXPECT_EQ(result.left_items, 1U);
    const SDKStatusResult status = client->get_status();
    expect_balanced(status);
    EXPECT_EQ(status.of(SignalType::Logs).in_memory, 0U);
    EXPECT_EQ(dropped(status, SignalType::Logs, "shutdown"), 1U);
}

TEST(DeadlinesTest, BoundTheDestructor) {
    auto backend = std::make_shared<Backend>();
    hang(*backend, false);
    std::optional<TelemetryFlowClient> client = make_client(backend);
    client->initialize();
    client->log_info("stuck");
    EXPECT_LT(time_of([&] { client.reset(); }), TelemetryFlowClient::kDestructionTimeout + kSlack);
    backend->release();
}

TEST(DeadlinesTest, DoNotWaitForABackendThatAsksForMoreTimeThanThereIs) {
    LifecycleClient client;
    client.backend->answer([](const ExportRequest&) {
        ExportResult answer = result(ExportOutcome::Retryable, "http_503");
        answer.retry_after = 1h;
        return answer;
    });
    client->log_info("later");
    FlushResult result;
    EXPECT_LT(time_of([&] { result = client->flush(2min); }), kSlack);
    EXPECT_FALSE(result.complete);
    EXPECT_EQ(result.left_items, 1U);
    EXPECT_LT(time_of([&] { result = client->shutdown(2min); }), kSlack);
    EXPECT_FALSE(result.complete);
    EXPECT_EQ(dropped(client->get_status(), SignalType::Logs, "shutdown"), 1U);
    expect_balanced(client->get_status());
}

TEST(DeadlinesTest, GiveAShutdownTheLastWordOverAFlushWithMoreTime) {
    LifecycleClient client;
    client.backend->answer([](const ExportRequest&) {
        ExportResult answer = result(ExportOutcome::Retryable, "http_503");
        answer.retry_after = 30min;
        return answer;
    });
    client->log_info("later");
    std::thread flush([&] { EXPECT_FALSE(client->flush(1h).complete); });
    ASSERT_TRUE(test::wait_until([&] { return !client.backend->attempts().empty(); }));
    FlushResult result;
    EXPECT_LT(time_of([&] { result = client->shutdown(200ms); }), 200ms + kSlack);
    flush.join();
    EXPECT_FALSE(result.complete);
    EXPECT_TRUE(test::wait_until([&] { return client->get_status().of(SignalType::Logs).in_memory == 0; }));
    expect_balanced(client->get_status());
}

TEST(DeadlinesTest, OfAFlushDoNotCutShortWhatIsBeingSent) {
    TelemetryConfig config = quiet_config();
    config.timeout = 2min;
    LifecycleClient client(config);
    std::atomic<bool> cut_short{false};
    client.backend->answer([&](const ExportRequest& request) {
        if (request.deadline - Clock::now() < 1min) cut_short = true;
        return result(ExportOutcome::Retryable);
    });
    client->log_info("slow");
    client.attempt();
    EXPECT_TRUE(test::wait_until([&] { return client.backend->attempts().size() >= 2; }));
    EXPECT_FALSE(cut_short);
}

TEST(DeadlinesTest, LeaveNoTwoWorkersOnOneClient) {
    LifecycleClient client;
    const auto backend = client.backend;
    hang(*backend, false);
    client->log_info("stuck");
    EXPECT_FALSE(client->shutdown(50ms).complete);
    try {
        client->initialize();
        FAIL() << "a second worker was started while the first is in its exporter";
    } catch (const TelemetryFlowError& error) {
        EXPECT_EQ(error.code(), ErrorCode::InitializationFailed);
    }
    EXPECT_FALSE(client->is_initialized());
    backend->answer(ExportOutcome::Delivered);
    backend->release();
    EXPECT_TRUE(test::wait_until([&] {
        try {
            client->initialize();
        } catch (const TelemetryFlowError&) {
        }
        return client->is_initialized();
    }));
    client->log_info("fresh");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_TRUE(backend->received("fresh"));
    expect_balanced(client->get_status());
}

TEST(DeadlinesTest, MayBeZeroOrEndless) {
    LifecycleClient client;
    client->log_info("quick");
    client->flush(0ms);
    EXPECT_TRUE(client->flush(TelemetryFlowClient::Duration::max()).complete);
    client->log_info("quicker");
    client->shutdown(TelemetryFlowClient::Duration::max());
    EXPECT_EQ(client->get_status().of(SignalType::Logs).delivered, 2U);
}

}  // namespace
}  // namespace telemetryflow::tests
