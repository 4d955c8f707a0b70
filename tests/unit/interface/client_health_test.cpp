// What a client says about itself in each of its states.

#include <algorithm>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

HealthQueryResult health_of(TelemetryFlowClient& client, bool components = true) {
    return client.query_bus().dispatch(GetHealthQuery{components});
}

ComponentHealth component(const HealthQueryResult& health, std::string_view name) {
    const auto found = std::find_if(health.components.begin(), health.components.end(),
                                    [&](const ComponentHealth& one) { return one.name == name; });
    if (found == health.components.end()) {
        ADD_FAILURE() << "no component " << name;
        return {};
    }
    return *found;
}

TEST(ClientHealthTest, IsUnhealthyBeforeTheFirstInitialize) {
    TelemetryFlowClient client(test_config(),
                               {.exporter = std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()),
                                .diagnostics = std::make_unique<SilentDiagnostics>()});
    const HealthQueryResult health = health_of(client);
    EXPECT_EQ(health.status, HealthStatus::Unhealthy);
    EXPECT_EQ(health.reason, "the client is not initialized");
    EXPECT_TRUE(health.components.empty());
    const SDKStatusResult status = client.get_status();
    EXPECT_FALSE(status.initialized);
    EXPECT_EQ(status.uptime.count(), 0);
    EXPECT_EQ(status.service_name, "test-service");
    EXPECT_EQ(status.queue_capacity_bytes, 0U);
}

TEST(ClientHealthTest, IsHealthyInEveryPartAfterInitialize) {
    TestClient client;
    const HealthQueryResult health = health_of(client.client);
    EXPECT_EQ(health.status, HealthStatus::Healthy);
    EXPECT_EQ(health.reason, "");
    EXPECT_EQ(health.components.size(), 6U);
    for (const char* name : {"exporter.traces", "exporter.metrics", "exporter.logs", "buffer", "records", "durability"})
        EXPECT_EQ(component(health, name).status, HealthStatus::Healthy) << name;
    EXPECT_TRUE(client->get_status().initialized);
    EXPECT_GT(client->get_status().uptime.count(), 0);
}

TEST(ClientHealthTest, LeavesThePartsOutWhereTheyAreNotAskedFor) {
    TestClient client;
    EXPECT_TRUE(health_of(client.client, false).components.empty());
    client.record->answer_next({.outcome = ExportOutcome::Refused, .reason = "http_400", .message = "bad"});
    client->log_info("x");
    client->flush();
    const HealthQueryResult health = health_of(client.client, false);
    EXPECT_EQ(health.status, HealthStatus::Degraded) << "they count all the same";
    EXPECT_TRUE(health.components.empty());
}

TEST(ClientHealthTest, IsDegradedByAFailureUntilTheNextSuccess) {
    TestClient client;
    client.record->answer_next({.outcome = ExportOutcome::Refused, .reason = "http_400", .message = "bad request"});
    client->log_info("x");
    client->flush();
    HealthQueryResult health = health_of(client.client);
    EXPECT_EQ(health.status, HealthStatus::Degraded);
    EXPECT_EQ(health.reason, "exporter.logs: bad request");
    EXPECT_EQ(component(health, "exporter.logs").status, HealthStatus::Degraded);
    EXPECT_EQ(component(health, "exporter.traces").status, HealthStatus::Healthy);
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.exports_failed, 1U);
    EXPECT_EQ(status.last_error, "bad request");
    EXPECT_EQ(status.of(SignalType::Logs).dropped.at("http_400"), 1U);

    client->log_info("y");
    ASSERT_TRUE(client->flush().complete);
    health = health_of(client.client);
    EXPECT_EQ(component(health, "exporter.logs").status, HealthStatus::Healthy);
    EXPECT_EQ(component(health, "records").status, HealthStatus::Degraded) << "one was dropped less than a minute ago";
    EXPECT_EQ(health.status, HealthStatus::Degraded);
    EXPECT_TRUE(health.reason.starts_with("records: ")) << health.reason;
}

TEST(ClientHealthTest, IsUnhealthyWhileTheCredentialsAreRefused) {
    TestClient client;
    client.record->answer_always({.outcome = ExportOutcome::Held, .reason = "http_401", .message = "no key"});
    client->log_info("x");
    EXPECT_FALSE(client->flush(std::chrono::milliseconds(50)).complete);
    const HealthQueryResult health = health_of(client.client);
    EXPECT_EQ(health.status, HealthStatus::Unhealthy);
    EXPECT_EQ(health.reason, "exporter.logs: telemetry is held until this is mended: no key");
    EXPECT_EQ(client->get_status().of(SignalType::Logs).in_memory, 1U) << "held, not dropped";

    client.record->answer_always({});
    for (int i = 0; i < 100 && !client->flush().complete; ++i) {
    }
    EXPECT_EQ(health_of(client.client).status, HealthStatus::Healthy);
}

TEST(ClientHealthTest, IsAsBadAsItsWorstPart) {
    TestClient client;
    client.record->answer_always({.outcome = ExportOutcome::Refused, .reason = "http_400", .message = "bad"});
    client->increment_counter("n");
    client->flush();
    ASSERT_EQ(health_of(client.client).status, HealthStatus::Degraded);
    client.record->answer_always({.outcome = ExportOutcome::Held, .reason = "http_401", .message = "no key"});
    client->log_info("x");
    client->flush(std::chrono::milliseconds(50));
    const HealthQueryResult health = health_of(client.client);
    EXPECT_EQ(health.status, HealthStatus::Unhealthy);
    EXPECT_EQ(health.reason.find("exporter."), 0U);
    client.record->answer_always({});  // so that the client's end has nothing to wait for
}

TEST(ClientHealthTest, IsUnhealthyAfterShutdownAndKeepsItsFigures) {
    TestClient client;
    client->log_info("x");
    ASSERT_TRUE(client->shutdown().complete);
    EXPECT_EQ(health_of(client.client).status, HealthStatus::Unhealthy);
    const SDKStatusResult status = client->get_status();
    EXPECT_FALSE(status.initialized);
    EXPECT_EQ(status.uptime.count(), 0);
    EXPECT_EQ(status.of(SignalType::Logs).delivered, 1U);
    client->initialize();
    EXPECT_EQ(health_of(client.client).status, HealthStatus::Healthy);
}

}  // namespace
}  // namespace telemetryflow::tests
