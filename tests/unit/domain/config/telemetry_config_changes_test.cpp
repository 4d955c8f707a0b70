#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/domain/config/samples.hpp"

namespace telemetryflow {
namespace {

using test::valid_config;

// Defects P-18 and P-19 of the family: setters changed configs that clients were already using.
TEST(TelemetryConfigChangesTest, ChangeACopyAndLeaveTheOriginalAlone) {
    auto original = valid_config();
    original.endpoint = "localhost:4317";
    const auto untouched = original;
    const std::vector<TelemetryConfig> changed{
        original.with_protocol(Protocol::Http),
        original.with_http(),
        original.with_insecure(),
        original.with_timeout(std::chrono::seconds(1)),
        original.with_retry(false),
        original.with_compression(),
        original.with_signals(true, false, false),
        original.with_metrics_only(),
        original.with_logs_only(),
        original.with_traces_only(),
        original.with_service_version("2"),
        original.with_service_namespace("n"),
        original.with_environment("test"),
        original.with_custom_attribute("a", "b"),
        original.with_custom_attributes({{"a", "b"}}),
        original.with_batch_settings(std::chrono::seconds(1), 5),
        original.with_rate_limit(0),
        original.with_grpc_keepalive({.time = std::chrono::seconds(1)}),
        original.with_grpc_message_sizes(1 << 21, 1 << 21),
        original.with_v2_api(false),
        original.with_v2_only(),
        original.with_traces_endpoint("/t"),
        original.with_metrics_endpoint("/m"),
        original.with_logs_endpoint("/l"),
        original.with_collector_id("id"),
        original.with_collector_name("n"),
        original.with_collector_description("d"),
        original.with_collector_hostname("h"),
        original.with_collector_tag("t", "v"),
        original.with_collector_tags({{"t", "v"}}),
        original.with_enrich_resources(false),
        original.with_datacenter("dc"),
    };
    EXPECT_EQ(original, untouched);
    for (std::size_t i = 0; i < changed.size(); ++i) {
        EXPECT_NE(changed[i], original) << i;
        EXPECT_TRUE(changed[i].validate().empty()) << i;
    }
}

TEST(TelemetryConfigChangesTest, StoreTheirArguments) {
    const auto config = valid_config()
                            .with_http()
                            .with_retry(true, 7, std::chrono::milliseconds(250))
                            .with_batch_settings(std::chrono::milliseconds(5'500), 64)
                            .with_grpc_message_sizes(1 << 22, 1 << 21)
                            .with_custom_attributes({{"a", "1"}, {"b", "2"}})
                            .with_custom_attribute("a", "3")
                            .with_collector_tags({{"x", "1"}})
                            .with_collector_tag("y", "2");
    EXPECT_EQ(config.protocol, Protocol::Http);
    EXPECT_EQ(config.with_grpc().protocol, Protocol::Grpc);
    EXPECT_EQ(config.max_retries, 7U);
    EXPECT_EQ(config.retry_backoff, std::chrono::milliseconds(250));
    EXPECT_EQ(config.batch_timeout, std::chrono::milliseconds(5'500));
    EXPECT_EQ(config.batch_max_size, 64U);
    EXPECT_EQ(config.grpc_max_recv_msg_size, 1U << 22U);
    EXPECT_EQ(config.grpc_max_send_msg_size, 1U << 21U);
    EXPECT_EQ(config.custom_attributes, (std::map<std::string, std::string>{{"a", "3"}, {"b", "2"}}));
    EXPECT_EQ(config.collector_tags, (std::map<std::string, std::string>{{"x", "1"}, {"y", "2"}}));
}

TEST(TelemetryConfigChangesTest, KeepOneSignalWhenAskedForIt) {
    EXPECT_EQ(valid_config().with_metrics_only().get_enabled_signals(), std::vector{SignalType::Metrics});
    EXPECT_EQ(valid_config().with_logs_only().get_enabled_signals(), std::vector{SignalType::Logs});
    EXPECT_EQ(valid_config().with_traces_only().get_enabled_signals(), std::vector{SignalType::Traces});
}

}  // namespace
}  // namespace telemetryflow
