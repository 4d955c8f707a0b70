// Who the telemetry says it comes from: resource and scope of every signal.

#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

// One record of each signal, so that there is a request of each.
void record_one_of_each(TestClient& client) {
    client->increment_counter("c", 1);
    client->log_info("l");
    const auto span = client->span("s");
}

TEST(IdentityTest, EverySignalCarriesTheSameResource) {
    TestClient client;
    record_one_of_each(client);
    const Received received = client.receive();
    ASSERT_EQ(received.resources.size(), 3U);
    for (const Resource& resource : received.resources) {
        const auto attributes = attributes_of(resource);
        EXPECT_EQ(attributes.at("service.name"), "test-service");
        EXPECT_EQ(attributes.at("service.version"), "1.0.0");
        EXPECT_EQ(attributes.at("service.namespace"), "telemetryflow");
        EXPECT_EQ(attributes.at("deployment.environment"), "production");
        EXPECT_EQ(attributes.at("deployment.environment.name"), "production");
        EXPECT_EQ(attributes.at("telemetry.sdk.name"), "telemetryflow");
        EXPECT_EQ(attributes.at("telemetry.sdk.language"), "cpp");
        EXPECT_EQ(attributes.at("telemetry.sdk.version"), kVersion);
        EXPECT_EQ(attributes.at("process.pid"), std::to_string(::getpid()));
        EXPECT_EQ(attributes.at("service.instance.id"), attributes_of(received.resources[0]).at("service.instance.id"));
    }
}

TEST(IdentityTest, CustomAttributesWin) {
    TelemetryConfig config = test_config();
    config.custom_attributes = {{"service.version", "9.9.9"}, {"team", "shop"}};
    TestClient client(config);
    record_one_of_each(client);
    const auto attributes = attributes_of(client.receive().resources.at(0));
    EXPECT_EQ(attributes.at("service.version"), "9.9.9");
    EXPECT_EQ(attributes.at("team"), "shop");
}

TEST(IdentityTest, WithoutEnrichmentNothingIsDetected) {
    TelemetryConfig config = test_config();
    config.enrich_resources = false;
    TestClient client(config);
    record_one_of_each(client);
    const auto attributes = attributes_of(client.receive().resources.at(0));
    EXPECT_EQ(attributes.count("host.name"), 0U);
    EXPECT_EQ(attributes.count("process.pid"), 0U);
    EXPECT_EQ(attributes.at("service.name"), "test-service");
}

TEST(IdentityTest, TheScopeIsTheSdksOwn) {
    TestClient client;
    record_one_of_each(client);
    client.receive();
    for (const auto& request : client.record->requests()) {
        otlp::common::v1::InstrumentationScope scope;
        switch (request.signal) {
            case SignalType::Traces:
                scope = decode_traces(request.body).resource_spans(0).scope_spans(0).scope();
                break;
            case SignalType::Logs: scope = decode_logs(request.body).resource_logs(0).scope_logs(0).scope(); break;
            case SignalType::Metrics:
                scope = decode_metrics(request.body).resource_metrics(0).scope_metrics(0).scope();
                break;
        }
        EXPECT_EQ(scope.name(), "telemetryflow");
        EXPECT_EQ(scope.version(), kVersion);
    }
}

TEST(IdentityTest, TheRequestSaysHowManyItemsItHas) {
    TestClient client;
    for (int i = 0; i < 3; ++i) {
        const auto span = client->span("s");
        client->log_info("l");
    }
    client->record_gauge("a", 1);
    client->record_gauge("b", 1);
    client.receive();
    for (const auto& request : client.record->requests()) {
        EXPECT_EQ(request.items, request.signal == SignalType::Metrics ? 2U : 3U);
        EXPECT_FALSE(request.batch_id.empty());
    }
}

TEST(IdentityTest, SignalsThatAreOffSendNothingAndCostNoRecord) {
    TestClient client(test_config().with_metrics_only());
    record_one_of_each(client);
    const Received received = client.receive();
    EXPECT_EQ(received.metrics.size(), 1U);
    EXPECT_TRUE(received.spans.empty());
    EXPECT_TRUE(received.logs.empty());
    EXPECT_EQ(client->get_status().of(SignalType::Logs).created, 0U);
    EXPECT_EQ(client->get_status().of(SignalType::Traces).created, 0U);
}

TEST(IdentityTest, LogsOnlyReallySendsLogs) {
    TestClient client(test_config().with_logs_only());
    record_one_of_each(client);
    const Received received = client.receive();
    EXPECT_EQ(received.logs.size(), 1U);
    EXPECT_TRUE(received.spans.empty());
    EXPECT_TRUE(received.metrics.empty());
}

TEST(IdentityTest, AClientTellsItsServiceAndStateButNoSecret) {
    TestClient client;
    std::ostringstream out;
    out << client.client;
    EXPECT_EQ(out.str(), "TelemetryFlowClient(service=test-service, initialized)");
    client->shutdown();
    std::ostringstream after;
    after << client.client << client->config() << client->get_status();
    EXPECT_NE(after.str().find("not initialized"), std::string::npos);
    EXPECT_EQ(after.str().find("tfs_test"), std::string::npos);
}

TEST(IdentityTest, AConfigWithFaultsMakesNoClient) {
    TelemetryConfig config = test_config();
    config.endpoint = "";
    config.service_name = "";
    config.batch_max_size = 0;
    try {
        const TelemetryFlowClient client(config);
        ADD_FAILURE() << "a client was made";
    } catch (const ConfigError& error) {
        EXPECT_EQ(error.faults().size(), 3U) << error.what();
        EXPECT_EQ(error.code(), ErrorCode::InvalidConfig);
    }
}

}  // namespace
}  // namespace telemetryflow::tests
