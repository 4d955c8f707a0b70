#include "telemetryflow/domain/telemetry_config.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "unit/domain/config/samples.hpp"

namespace telemetryflow {
namespace {

using test::valid_config;
using Headers = TelemetryConfig::Headers;

TEST(TelemetryConfigTest, HasTheSpecificationsDefaults) {
    const auto config = valid_config();
    EXPECT_EQ(config.protocol, Protocol::Grpc);
    EXPECT_FALSE(config.insecure);
    EXPECT_EQ(config.timeout, std::chrono::seconds(30));
    EXPECT_TRUE(config.compression_enabled());
    EXPECT_TRUE(config.retry_enabled);
    EXPECT_EQ(config.max_retries, 3U);
    EXPECT_EQ(config.retry_backoff, std::chrono::seconds(5));
    EXPECT_EQ(config.batch_timeout, std::chrono::seconds(10));
    EXPECT_EQ(config.batch_max_size, 512U);
    EXPECT_EQ(config.rate_limit, 1000U);
    EXPECT_EQ(config.service_version, "1.0.0");
    EXPECT_EQ(config.service_namespace, "telemetryflow");
    EXPECT_EQ(config.environment, "production");
    EXPECT_EQ(config.datacenter, "default");
    EXPECT_TRUE(config.use_v2_api);
    EXPECT_EQ(config.get_enabled_signals(), (std::vector{SignalType::Metrics, SignalType::Logs, SignalType::Traces}));
}

TEST(TelemetryConfigTest, GivesTheUrlOfTheEndpoint) {
    auto config = valid_config();
    config.endpoint = "localhost:4317";
    EXPECT_EQ(config.get_endpoint_url(), "https://localhost:4317");
    EXPECT_EQ(config.with_insecure().get_endpoint_url(), "http://localhost:4317");
    config.endpoint = "http://http-host";
    EXPECT_EQ(config.with_http().get_endpoint_url(), "http://http-host:4318");
    EXPECT_FALSE(config.uses_tls());
    config.endpoint = "not valid";
    EXPECT_EQ(config.get_endpoint_url(), "");
    EXPECT_TRUE(config.uses_tls());
}

// Defect P-12 of the family: there were no v2 paths.
TEST(TelemetryConfigTest, GivesThePathOfEachSignal) {
    auto config = valid_config();
    EXPECT_EQ(config.get_signal_path(SignalType::Traces), "/v2/traces");
    EXPECT_EQ(config.get_signal_path(SignalType::Metrics), "/v2/metrics");
    EXPECT_EQ(config.with_v2_api(false).get_signal_path(SignalType::Logs), "/v1/logs");
    EXPECT_EQ(config.with_logs_endpoint("/in/logs").get_signal_path(SignalType::Logs), "/in/logs");
    EXPECT_EQ(config.with_metrics_endpoint("/m").get_signal_path(SignalType::Metrics), "/m");
    EXPECT_EQ(config.with_traces_endpoint("/t").get_signal_path(SignalType::Traces), "/t");
    EXPECT_EQ(config.with_traces_endpoint("/t").get_signal_path(SignalType::Logs), "/v2/logs");
}

TEST(TelemetryConfigTest, PutsTheEndpointsPathBeforeItsOwnButNotBeforeACustomOne) {
    auto config = valid_config().with_http();
    config.endpoint = "https://host/base/";
    EXPECT_EQ(config.get_signal_path(SignalType::Traces), "/base/v2/traces");
    EXPECT_EQ(config.with_traces_endpoint("/t").get_signal_path(SignalType::Traces), "/t");
}

TEST(TelemetryConfigTest, SpeaksPlainOtlpInTheOtlpProfile) {
    auto config = valid_config().with_http();
    config.backend_profile = BackendProfile::Otlp;
    EXPECT_EQ(config.get_signal_path(SignalType::Traces), "/v1/traces");
    EXPECT_FALSE(config.uses_v2_api());
    for (const auto& [name, value] : config.get_auth_headers())
        EXPECT_NE(name, "X-TelemetryFlow-API-Version");
}

TEST(TelemetryConfigTest, GivesEveryIdentityHeaderOnce) {
    auto config = TelemetryConfig::create(Credentials("tfk_a", "tfs_b"), "host", "svc").with_http();
    config = config.with_collector_id("id-1").with_collector_name("name").with_collector_hostname("box");
    const Headers expected{{"Authorization", "Bearer tfk_a:tfs_b"},       {"X-TelemetryFlow-Key-ID", "tfk_a"},
                           {"X-TelemetryFlow-Key-Secret", "tfs_b"},       {"X-TelemetryFlow-Collector-ID", "id-1"},
                           {"X-TelemetryFlow-Collector-Name", "name"},    {"X-TelemetryFlow-Collector-Hostname", "box"},
                           {"X-TelemetryFlow-Environment", "production"}, {"X-TelemetryFlow-Datacenter", "default"},
                           {"X-TelemetryFlow-API-Version", "v2"}};
    EXPECT_EQ(config.get_auth_headers(), expected);
}

TEST(TelemetryConfigTest, WritesHeaderNamesInLowerCaseForGrpc) {
    const Headers expected{{"authorization", "Bearer tfk_a:tfs_b"},   {"x-telemetryflow-key-id", "tfk_a"},
                           {"x-telemetryflow-key-secret", "tfs_b"},   {"x-telemetryflow-environment", "production"},
                           {"x-telemetryflow-datacenter", "default"}, {"x-telemetryflow-api-version", "v2"}};
    EXPECT_EQ(TelemetryConfig::create(Credentials("tfk_a", "tfs_b"), "host", "svc").get_auth_headers(), expected);
}

TEST(TelemetryConfigTest, LeavesEmptyHeadersOut) {
    auto config = valid_config().with_environment("").with_datacenter("").with_v2_api(false);
    config.credentials.reset();
    EXPECT_EQ(config.get_auth_headers(), Headers{});
}

TEST(TelemetryConfigTest, GivesItsResourceAttributesWithCustomOnesWinning) {
    const auto config = valid_config()
                            .with_collector_description("edge")
                            .with_collector_tag("zone", "a")
                            .with_custom_attribute("service.version", "9")
                            .with_custom_attribute("team", "pay");
    const std::map<std::string, std::string> expected{{"service.name", "checkout"},
                                                      {"service.version", "9"},
                                                      {"service.namespace", "telemetryflow"},
                                                      {"deployment.environment", "production"},
                                                      {"deployment.environment.name", "production"},
                                                      {"telemetryflow.collector.description", "edge"},
                                                      {"telemetryflow.collector.tag.zone", "a"},
                                                      {"team", "pay"}};
    EXPECT_EQ(config.get_resource_attributes(), expected);
}

TEST(TelemetryConfigTest, CompressesUnlessTheProfileSaysOtherwise) {
    auto config = valid_config();
    EXPECT_TRUE(config.compression_enabled());
    EXPECT_FALSE(config.with_http().compression_enabled());
    EXPECT_TRUE(config.with_http().with_compression().compression_enabled());
    EXPECT_FALSE(config.with_compression(false).compression_enabled());
    config.backend_profile = BackendProfile::Otlp;
    EXPECT_TRUE(config.with_http().compression_enabled());
}

TEST(TelemetryConfigTest, TellsWhichSignalsAreEnabled) {
    const auto config = valid_config().with_signals(true, false, true);
    EXPECT_TRUE(config.is_signal_enabled(SignalType::Metrics));
    EXPECT_FALSE(config.is_signal_enabled(SignalType::Logs));
    EXPECT_EQ(config.get_enabled_signals(), (std::vector{SignalType::Metrics, SignalType::Traces}));
}

}  // namespace
}  // namespace telemetryflow
