// What becomes of a batch for every answer that an exporter can give.

#include <stdexcept>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;

const SignalCounters& logs_of(const SDKStatusResult& status) {
    return status.of(SignalType::Logs);
}

TEST(DeliveryOutcomesTest, RepeatIdenticalBytesUnderTheSameId) {
    LifecycleClient client;
    std::atomic<int> failures{2};
    client.backend->answer([&](const ExportRequest&) {
        return result(failures-- > 0 ? ExportOutcome::Retryable : ExportOutcome::Delivered);
    });
    client->log_info("again");
    EXPECT_TRUE(client->flush().complete);
    const auto attempts = client.backend->attempts();
    ASSERT_EQ(attempts.size(), 3U);
    EXPECT_EQ(attempts[0].body, attempts[1].body);
    EXPECT_EQ(attempts[0].body, attempts[2].body);
    EXPECT_EQ(attempts[0].batch_id, attempts[2].batch_id);
    EXPECT_FALSE(attempts[0].batch_id.empty());
    client->log_info("next");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_NE(client.backend->attempts().back().batch_id, attempts[0].batch_id);
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.exports_retried, 2U);
    EXPECT_EQ(logs_of(status).delivered, 2U);
    expect_balanced(status);
}

TEST(DeliveryOutcomesTest, DropABatchWhoseRetriesAreExhausted) {
    TelemetryConfig config = quiet_config();
    config.max_retries = 2;
    LifecycleClient client(config);
    client.backend->answer(ExportOutcome::Retryable);
    client->log_info("hopeless");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(client.backend->attempts().size(), 3U);
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(dropped(status, SignalType::Logs, "retries_exhausted"), 1U);
    EXPECT_EQ(status.exports_failed, 1U);
    EXPECT_EQ(status.last_error, "a scripted answer");
    expect_balanced(status);
    client.backend->answer(ExportOutcome::Delivered);
    client->log_info("fresh");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(logs_of(client->get_status()).delivered, 1U);
}

TEST(DeliveryOutcomesTest, DropAtOnceWhereRetryIsOff) {
    TelemetryConfig config = quiet_config();
    config.retry_enabled = false;
    LifecycleClient client(config);
    client.backend->answer(ExportOutcome::Retryable, "http_503");
    client->log_info("once");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(client.backend->attempts().size(), 1U);
    EXPECT_EQ(dropped(client->get_status(), SignalType::Logs, "http_503"), 1U);
    expect_balanced(client->get_status());
}

TEST(DeliveryOutcomesTest, DropARefusedBatchUnderItsReason) {
    LifecycleClient client;
    client.backend->answer(ExportOutcome::Refused, "http_400");
    client->log_info("malformed");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(client.backend->attempts().size(), 1U);
    EXPECT_EQ(dropped(client->get_status(), SignalType::Logs, "http_400"), 1U);
    expect_balanced(client->get_status());
}

TEST(DeliveryOutcomesTest, SurviveAnExporterThatThrows) {
    LifecycleClient client;
    client.backend->answer([](const ExportRequest&) -> ExportResult { throw std::runtime_error("broken exporter"); });
    client->log_info("one");
    EXPECT_TRUE(client->flush().complete);
    client.backend->answer([](const ExportRequest&) -> ExportResult { throw 42; });
    client->log_info("two");
    EXPECT_TRUE(client->flush().complete);
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(dropped(status, SignalType::Logs, "exporter_exception"), 2U);
    expect_balanced(status);
    client.backend->answer(ExportOutcome::Delivered);
    client->log_info("three");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(logs_of(client->get_status()).delivered, 1U);
}

TEST(DeliveryOutcomesTest, HoldWhatABackendRefusesTheCredentialsOf) {
    TelemetryConfig config = quiet_config();
    config.max_retries = 1;
    config.retry_max_backoff = 20ms;
    LifecycleClient client(config);
    client.backend->answer(ExportOutcome::Held, "http_401");
    client->log_info("held");
    client.attempt();
    EXPECT_TRUE(test::wait_until([&] { return client->query(GetHealthQuery{}).status == HealthStatus::Unhealthy; }));
    EXPECT_TRUE(test::wait_until([&] { return client.backend->attempts().size() >= 4; }));
    EXPECT_EQ(logs_of(client->get_status()).dropped_total(), 0U);
    client.backend->answer(ExportOutcome::Delivered);
    EXPECT_TRUE(test::wait_until([&] { return logs_of(client->get_status()).delivered == 1; }));
    EXPECT_EQ(client->query(GetHealthQuery{}).status, HealthStatus::Healthy);
    expect_balanced(client->get_status());
}

TEST(DeliveryOutcomesTest, DoNotSpendTheRetriesOfABatchThatIsHeld) {
    TelemetryConfig config = quiet_config();
    config.max_retries = 1;
    LifecycleClient client(config);
    client.backend->answer(ExportOutcome::Held, "http_401");
    client->log_info("held");
    client.attempt();
    ASSERT_TRUE(test::wait_until([&] { return client.backend->attempts().size() >= 5; }));
    std::atomic<int> failures{1};
    client.backend->answer([&](const ExportRequest&) {
        return result(failures-- > 0 ? ExportOutcome::Retryable : ExportOutcome::Delivered);
    });
    EXPECT_TRUE(test::wait_until([&] { return logs_of(client->get_status()).in_memory == 0; }));
    EXPECT_EQ(logs_of(client->get_status()).delivered, 1U);
}

TEST(DeliveryOutcomesTest, CountAPartialSuccessAndNeverRepeatIt) {
    LifecycleClient client;
    client.backend->answer([](const ExportRequest& request) {
        ExportResult answer = result(ExportOutcome::Delivered);
        answer.rejected_items = request.signal == SignalType::Logs ? 2 : 1'000'000;
        return answer;
    });
    for (int i = 0; i < 5; ++i)
        client->log_info("partly");
    { const Span span = client->span("none of it"); }
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(client.backend->attempts().size(), 2U);
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(logs_of(status).delivered, 3U);
    EXPECT_EQ(logs_of(status).rejected, 2U);
    EXPECT_EQ(status.of(SignalType::Traces).rejected, 1U);
    EXPECT_EQ(status.of(SignalType::Traces).delivered, 0U);
    expect_balanced(status);
}

TEST(DeliveryOutcomesTest, WaitAsLongAsTheBackendAsks) {
    LifecycleClient client;
    std::atomic<int> failures{1};
    client.backend->answer([&](const ExportRequest&) {
        ExportResult answer = result(failures-- > 0 ? ExportOutcome::Retryable : ExportOutcome::Delivered);
        answer.retry_after = 300ms;
        return answer;
    });
    client->log_info("wait");
    EXPECT_TRUE(client->flush().complete);
    const auto attempts = client.backend->attempts();
    ASSERT_EQ(attempts.size(), 2U);
    EXPECT_GE(attempts[1].at - attempts[0].at, 295ms);
}

TEST(DeliveryOutcomesTest, AreDegradedHealthWhileABackendFails) {
    TelemetryConfig config = quiet_config();
    config.max_retries = 0;
    LifecycleClient client(config);
    EXPECT_EQ(client->query(GetHealthQuery{}).status, HealthStatus::Healthy);
    client.backend->answer(ExportOutcome::Retryable);
    client->log_info("fails");
    client->flush();
    const HealthQueryResult health = client->query(GetHealthQuery{.include_components = true});
    EXPECT_EQ(health.status, HealthStatus::Degraded);
    EXPECT_FALSE(health.reason.empty());
    EXPECT_FALSE(health.components.empty());
    EXPECT_NE(health.to_json().find("a scripted answer"), std::string::npos);
}

}  // namespace
}  // namespace telemetryflow::tests
