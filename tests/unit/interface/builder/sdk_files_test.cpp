// The files of examples/config_file load and mean what their comments say.

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "unit/interface/builder/builders.hpp"

namespace telemetryflow {
namespace {

using namespace std::chrono_literals;
using test::Variables;
using Map = std::map<std::string, std::string>;

const Variables kKey{{"TELEMETRYFLOW_API_KEY_ID", "tfk_a"}, {"TELEMETRYFLOW_API_KEY_SECRET", "tfs_b"}};

TelemetryFlowBuilder builder_of(const std::string& name, Variables variables = {}) {
    variables.insert(kKey.begin(), kKey.end());
    auto builder = test::builder_with(std::move(variables));
    builder.with_config_file(std::string(TF_EXAMPLE_FILES "/") + name);
    return builder;
}

TEST(SdkFilesTest, WarnOfNothingAndNeedTheKeyFromTheEnvironment) {
    for (const char* name : {"sdk-minimal.yaml", "sdk-default.yaml", "sdk-v2-only.yaml"}) {
        EXPECT_TRUE(builder_of(name).diagnostics().empty()) << name;
        EXPECT_EQ(builder_of(name).build_config().credentials, Credentials("tfk_a", "tfs_b")) << name;
        auto without = test::builder_with({});
        without.with_config_file(std::string(TF_EXAMPLE_FILES "/") + name);
        const auto faults = test::faults_of(without);
        EXPECT_TRUE(test::names_once(faults, {"credentials.key_id", "'TELEMETRYFLOW_API_KEY_ID', which is not set"}));
        EXPECT_TRUE(test::names_once(faults, {"credentials.key_secret", "'TELEMETRYFLOW_API_KEY_SECRET'"})) << name;
        EXPECT_EQ(faults.size(), 2U) << "and not once more that the key is missing";
    }
}

TEST(SdkFilesTest, MinimalHasTheDefaultsOnThisMachineInPlaintext) {
    auto expected = TelemetryConfig::create(Credentials("tfk_a", "tfs_b"), "localhost:4317", "my-cpp-service");
    expected.insecure = true;
    EXPECT_EQ(builder_of("sdk-minimal.yaml").build_config(), expected);
    EXPECT_FALSE(expected.uses_tls());
}

TEST(SdkFilesTest, DefaultIsDevelopmentAgainstThisMachine) {
    const auto config = builder_of("sdk-default.yaml").build_config();
    EXPECT_EQ(config.service_name, "my-cpp-service");
    EXPECT_EQ(config.environment, "development");
    EXPECT_EQ(config.get_endpoint_url(), "http://localhost:4317") << "in plaintext";
    EXPECT_EQ(config.protocol, Protocol::Grpc);
    EXPECT_EQ(config.timeout, 10s);
    EXPECT_EQ(config.get_signal_path(SignalType::Traces), "/v2/traces");
    EXPECT_FALSE(config.v2_only);
    EXPECT_EQ(config.collector_id, "");
    EXPECT_EQ(config.collector_name, "TelemetryFlow C++ SDK");
    EXPECT_EQ(config.collector_hostname, "");
    EXPECT_TRUE(config.enrich_resources);
    EXPECT_EQ(config.collector_tags, (Map{{"sdk_version", "0.1.0"}, {"sdk_language", "cpp"}}));
    EXPECT_EQ(config.get_enabled_signals().size(), 3U);
    EXPECT_EQ(config.batch_timeout, 5s);
    EXPECT_EQ(config.batch_max_size, 512U);
    EXPECT_TRUE(config.retry_enabled);
    EXPECT_EQ(config.max_retries, 3U);
    EXPECT_EQ(config.retry_backoff, 500ms);
    EXPECT_EQ(config.retry_max_backoff, 5s);
    EXPECT_FALSE(config.compression_enabled());
    EXPECT_EQ(config.rate_limit, 0U) << "unlimited";
    EXPECT_TRUE(config.custom_attributes.empty());
    EXPECT_EQ(config.grpc_keepalive.time, 10s);
    EXPECT_EQ(config.grpc_keepalive.timeout, 5s);
    EXPECT_TRUE(config.grpc_keepalive.permit_without_stream);
    EXPECT_EQ(config.grpc_max_recv_msg_size, 4U << 20U);
    EXPECT_EQ(config.grpc_read_buffer_size, 512U << 10U);
}

TEST(SdkFilesTest, DefaultFollowsTheVariablesThatItNames) {
    const auto config = builder_of("sdk-default.yaml", {{"TELEMETRYFLOW_ENDPOINT", "https://far.example:4318"},
                                                        {"TELEMETRYFLOW_PROTOCOL", "http"},
                                                        {"TELEMETRYFLOW_TIMEOUT", "20"},
                                                        {"TELEMETRYFLOW_RETRY_BACKOFF", "250"},
                                                        {"TELEMETRYFLOW_ENABLE_LOGS", "off"},
                                                        {"TELEMETRYFLOW_COMPRESSION", "gzip"},
                                                        {"TELEMETRYFLOW_COLLECTOR_ID", "seven"}})
                            .build_config();
    EXPECT_EQ(config.get_endpoint_url(), "https://far.example:4318");
    EXPECT_EQ(config.protocol, Protocol::Http);
    EXPECT_EQ(config.timeout, 20s);
    EXPECT_EQ(config.retry_backoff, 250ms);
    EXPECT_FALSE(config.enable_logs);
    EXPECT_TRUE(config.compression_enabled());
    EXPECT_EQ(config.collector_id, "seven");
}

TEST(SdkFilesTest, V2OnlyIsProductionOverTls) {
    const auto config = builder_of("sdk-v2-only.yaml").build_config();
    EXPECT_EQ(config.environment, "production");
    EXPECT_TRUE(config.uses_tls());
    EXPECT_TRUE(config.v2_only);
    for (const auto signal : kAllSignals)
        EXPECT_TRUE(config.get_signal_path(signal).starts_with("/v2/")) << to_string(signal);
    EXPECT_EQ(config.batch_timeout, 5s);
    EXPECT_EQ(config.batch_max_size, 1024U);
    EXPECT_EQ(config.max_retries, 5U);
    EXPECT_EQ(config.retry_backoff, 1s);
    EXPECT_EQ(config.retry_max_backoff, 30s);
    EXPECT_TRUE(config.compression_enabled());
    EXPECT_EQ(config.rate_limit, 10'000U);
    EXPECT_EQ(config.custom_attributes, (Map{{"telemetryflow.api.version", "v2"}, {"telemetryflow.mode", "v2-only"}}));
    EXPECT_EQ(config.collector_tags.at("mode"), "v2-only");
    EXPECT_EQ(config.grpc_keepalive.time, 30s);
    EXPECT_EQ(config.grpc_max_recv_msg_size, 16U << 20U);
    EXPECT_EQ(config.grpc_max_send_msg_size, 16U << 20U);
}

TEST(SdkFilesTest, V2OnlyRefusesAPathOfTheFirstApi) {
    auto builder = builder_of("sdk-v2-only.yaml");
    EXPECT_TRUE(test::faults_of(builder).empty());
    builder.with_traces_endpoint("/v1/traces");
    EXPECT_TRUE(test::names_once(test::faults_of(builder), {"v2_only"}));
}

}  // namespace
}  // namespace telemetryflow
