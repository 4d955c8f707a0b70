// A backend that demands one key: what a wrong one does, and a right one.

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/local_backend.hpp"

namespace telemetryflow::tests {
namespace {

using testing::LocalBackend;

class LocalKeysTest : public ::testing::TestWithParam<Protocol> {
protected:
    TelemetryFlowBuilder builder() {
        const bool grpc = GetParam() == Protocol::Grpc;
        auto made = quick_builder(grpc ? "http://" + backend_.grpc_endpoint() : backend_.http_url());
        made.with_protocol(GetParam()).with_retry_max_backoff(std::chrono::minutes(5));
        return made;
    }

    static void record(EndToEndClient& client) {
        client.record_spans(2);
        client->log_error("refused?");
        client->increment_counter("tries");
    }

    LocalBackend backend_{{"--require-key", "tfk_right:tfs_right-9d2e71", "--quiet"}};
};

TEST_P(LocalKeysTest, AWrongKeyHoldsEverythingAndSaysSo) {
    EndToEndClient client(builder());
    record(client);
    const auto flushed = client->flush();
    EXPECT_FALSE(flushed.complete);
    EXPECT_EQ(flushed.left_items, 4U);
    const auto health = client->query(GetHealthQuery{});
    EXPECT_EQ(health.status, HealthStatus::Unhealthy);
    EXPECT_NE(health.reason.find("credentials"), std::string::npos) << health.reason;
    const auto status = client->get_status();
    for (const SignalType signal : kAllSignals) {
        EXPECT_GT(status.of(signal).in_memory, 0U);
        EXPECT_EQ(status.of(signal).in_memory, status.of(signal).created);
    }
    expect_balanced(status);
    const auto said = client.log->text();
    EXPECT_NE(said.find("refuses the credentials"), std::string::npos) << said;
    for (const auto& text : {said, status.to_json(), health.to_json(), backend_.output()}) {
        EXPECT_EQ(text.find(kKeySecret), std::string::npos) << text;
        EXPECT_EQ(text.find("tfs_right-9d2e71"), std::string::npos) << text;
    }
    EXPECT_EQ(backend_.get_json("/api/v1/status").at("counts").at("spans"), 0);
    const auto ended = client->shutdown(std::chrono::milliseconds(500));
    EXPECT_FALSE(ended.complete);
    EXPECT_EQ(ended.left_items, 4U);
    expect_balanced(client->get_status());
}

TEST_P(LocalKeysTest, TheRightKeyIsAccepted) {
    auto right = builder();
    right.with_api_key("tfk_right", "tfs_right-9d2e71");
    EndToEndClient client(right);
    record(client);
    EXPECT_TRUE(client->flush().complete);
    expect_all_delivered(client->get_status());
    EXPECT_EQ(client.health(), HealthStatus::Healthy);
    EXPECT_EQ(backend_.get_json("/api/v1/status").at("counts").at("spans"), 2);
}

INSTANTIATE_TEST_SUITE_P(Protocols, LocalKeysTest, ::testing::Values(Protocol::Grpc, Protocol::Http),
                         [](const auto& way) { return way.param == Protocol::Grpc ? "Grpc" : "Http"; });

}  // namespace
}  // namespace telemetryflow::tests
