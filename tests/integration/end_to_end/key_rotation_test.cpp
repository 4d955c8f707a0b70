// A key that the backend takes no more, and the next one: nothing is lost in between, on either protocol.

#include <atomic>
#include <optional>
#include <stdexcept>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/local_backend.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using testing::LocalBackend;

const std::string kOldSecret = "tfs_old-canary-7c1d";
const std::string kNewSecret = "tfs_new-canary-b03f";

class KeyRotationTest : public ::testing::TestWithParam<Protocol> {
protected:
    // A refusal is tried again after five minutes: whatever comes sooner comes of the other key.
    TelemetryFlowClient client(CredentialsProvider provider) {
        const bool grpc = GetParam() == Protocol::Grpc;
        auto made = quick_builder(grpc ? "http://" + backend_.grpc_endpoint() : backend_.http_url());
        made.with_protocol(GetParam())
            .with_api_key("tfk_old", kOldSecret)
            .with_retry_max_backoff(std::chrono::minutes(5))
            .with_credentials_provider(std::move(provider))
            .with_diagnostics(std::make_unique<RecordingDiagnostics>(log_));
        return made.build();
    }

    static void record(TelemetryFlowClient& client, int count) {
        for (int i = 0; i < count; ++i) {
            const auto span = client.span("rotated");
            client.log_info("rotated");
            client.increment_counter("rotations");
        }
    }
    int arrived(const char* what) { return backend_.get_json("/api/v1/status").at("counts").at(what).get<int>(); }
    void expect_no_secret(const TelemetryFlowClient& client) {
        for (const auto& text : {log_->text(), client.get_status().to_json(), backend_.output()}) {
            EXPECT_EQ(text.find("canary"), std::string::npos) << text;
        }
    }

    std::shared_ptr<DiagnosticsLog> log_ = std::make_shared<DiagnosticsLog>();
    LocalBackend backend_{{"--require-key", "tfk_new:" + kNewSecret, "--quiet"}};
};

TEST_P(KeyRotationTest, EverythingRecordedMeanwhileArrivesOnce) {
    std::atomic<bool> rotated{false};
    auto sender = client([&]() -> std::optional<Credentials> {
        if (!rotated) return Credentials("tfk_old", kOldSecret);
        return Credentials("tfk_new", kNewSecret);
    });
    sender.initialize();
    record(sender, 5);
    EXPECT_FALSE(sender.flush().complete);
    const auto held = sender.query(GetHealthQuery{});
    EXPECT_EQ(held.status, HealthStatus::Unhealthy);
    EXPECT_NE(held.reason.find("exporter."), std::string::npos) << held.reason;
    EXPECT_NE(held.reason.find("credentials"), std::string::npos) << held.reason;
    EXPECT_EQ(arrived("spans"), 0);
    record(sender, 7);
    rotated = true;
    EXPECT_TRUE(test::wait_until([&] { return sender.query(GetHealthQuery{}).status == HealthStatus::Healthy; }));
    EXPECT_TRUE(sender.flush().complete);
    EXPECT_EQ(arrived("spans"), 12);
    EXPECT_EQ(arrived("logs"), 12);
    expect_all_delivered(sender.get_status());
    expect_no_secret(sender);
    EXPECT_NE(log_->text().find("tfk_new is used from now on"), std::string::npos) << log_->text();
}

TEST_P(KeyRotationTest, ANewKeyThatIsThereAlreadyCostsOneRefusal) {
    auto sender = client([] { return Credentials("tfk_new", kNewSecret); });
    sender.initialize();
    record(sender, 3);
    EXPECT_TRUE(sender.flush().complete);
    EXPECT_EQ(arrived("spans"), 3);
    sender.shutdown();
    sender.initialize();
    record(sender, 1);
    EXPECT_TRUE(sender.flush().complete);
    EXPECT_EQ(arrived("spans"), 4);
    expect_all_delivered(sender.get_status());
    expect_no_secret(sender);
}

TEST_P(KeyRotationTest, WhatAProviderThrowsIsNeitherSaidNorFatal) {
    auto sender =
        client([]() -> std::optional<Credentials> { throw std::runtime_error("no vault for " + kNewSecret); });
    sender.initialize();
    record(sender, 2);
    EXPECT_FALSE(sender.flush().complete);
    EXPECT_NE(log_->text().find("credentials: the provider threw"), std::string::npos) << log_->text();
    expect_balanced(sender.get_status());
    EXPECT_EQ(sender.get_status().of(SignalType::Traces).in_memory, 2U);
    expect_no_secret(sender);
    sender.shutdown(std::chrono::milliseconds(0));
}

TEST_P(KeyRotationTest, AMalformedKeyIsSaidWithoutItsText) {
    auto sender = client([]() -> std::optional<Credentials> { return Credentials("tfk_new", "canary"); });
    sender.initialize();
    record(sender, 1);
    EXPECT_FALSE(sender.flush().complete);
    EXPECT_NE(log_->text().find("credentials: the provider failed"), std::string::npos) << log_->text();
    expect_no_secret(sender);
    sender.shutdown(std::chrono::milliseconds(0));
}

INSTANTIATE_TEST_SUITE_P(Protocols, KeyRotationTest, ::testing::Values(Protocol::Grpc, Protocol::Http),
                         [](const auto& way) { return way.param == Protocol::Grpc ? "Grpc" : "Http"; });

}  // namespace
}  // namespace telemetryflow::tests
