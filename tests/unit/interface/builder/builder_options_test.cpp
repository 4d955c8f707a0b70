#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/interface/builder/builders.hpp"

namespace telemetryflow {
namespace {

using namespace std::chrono_literals;
using test::complete_builder;
using Map = std::map<std::string, std::string>;

// Each option is checked against its default too, so that an option which does nothing fails.
TEST(BuilderOptionsTest, EachOptionReachesItsField) {
    const auto defaults = complete_builder().build_config();
#define EXPECT_OPTION(call, field, ...)                                       \
    do {                                                                      \
        auto builder = complete_builder();                                    \
        builder.call;                                                         \
        const auto config = builder.build_config();                           \
        EXPECT_EQ(config.field, (__VA_ARGS__)) << #call;                      \
        EXPECT_FALSE(defaults.field == (__VA_ARGS__)) << #call " is default"; \
    } while (false)
    EXPECT_OPTION(with_endpoint("h:1"), endpoint, "h:1");
    EXPECT_OPTION(with_protocol(Protocol::Http), protocol, Protocol::Http);
    EXPECT_OPTION(with_http(), protocol, Protocol::Http);
    EXPECT_OPTION(with_http().with_grpc().with_http(), protocol, Protocol::Http);
    EXPECT_OPTION(with_backend_profile(BackendProfile::Otlp), backend_profile, BackendProfile::Otlp);
    EXPECT_OPTION(with_insecure(), insecure, true);
    EXPECT_OPTION(with_plaintext_credentials_allowed(), allow_plaintext_credentials, true);
    EXPECT_OPTION(with_timeout(500ms), timeout, 500ms);
    EXPECT_OPTION(with_timeout(5s), timeout, 5s);
    EXPECT_OPTION(with_header("x-a", "1"), headers, TelemetryConfig::Headers{{"x-a", "1"}});
    EXPECT_OPTION(with_header("x-a", "1").with_header("X-A", "2"), headers, TelemetryConfig::Headers{{"X-A", "2"}});
    EXPECT_OPTION(with_tls_ca("/ca"), tls_ca_file, "/ca");
    EXPECT_OPTION(with_tls_client_certificate("/c", "/k"), tls_client_cert_file, "/c");
    EXPECT_OPTION(with_tls_client_certificate("/c", "/k"), tls_client_key_file, "/k");
    EXPECT_OPTION(with_tls_server_name("n"), tls_server_name, "n");
    EXPECT_OPTION(with_compression(false), compression, std::optional(false));
    EXPECT_OPTION(with_compression(), compression, std::optional(true));
    EXPECT_OPTION(with_retry(false), retry_enabled, false);
    EXPECT_OPTION(with_retry(true, 0), max_retries, 0U);
    EXPECT_OPTION(with_retry(true, 5, 250ms), retry_backoff, 250ms);
    EXPECT_OPTION(with_retry_max_backoff(60s), retry_max_backoff, 60s);
    EXPECT_OPTION(with_batch_settings(1s), batch_timeout, 1s);
    EXPECT_OPTION(with_batch_settings(std::nullopt, 1), batch_max_size, 1U);
    EXPECT_OPTION(with_batch_bytes(65536), batch_max_bytes, 65536U);
    EXPECT_OPTION(with_rate_limit(0), rate_limit, 0U);
    EXPECT_OPTION(with_buffer_size(1 << 20), buffer_bytes, 1U << 20U);
    EXPECT_OPTION(with_overflow_policy(OverflowPolicy::Block), overflow_policy, OverflowPolicy::Block);
    EXPECT_OPTION(with_overflow_policy(OverflowPolicy::Block, 0ms), overflow_timeout, 0ms);
    EXPECT_OPTION(with_durability(Durability::Memory), durability, Durability::Memory);
    EXPECT_OPTION(with_group_commit(20ms), commit_interval, 20ms);
    EXPECT_OPTION(with_group_commit(20ms, 8192), commit_bytes, 8192U);
    EXPECT_OPTION(with_commit_on_fatal(), commit_on_fatal, true);
    EXPECT_OPTION(with_unfinished_spans(), unfinished_spans, true);
    EXPECT_OPTION(with_spool(2 << 20), spool_max_bytes, 2U << 20U);
    EXPECT_OPTION(with_spool(0, 5000ms), spool_max_age, 5000ms);
    EXPECT_OPTION(with_spool(0, std::nullopt, 0), spool_min_free_bytes, 0U);
    EXPECT_OPTION(with_self_telemetry(), self_telemetry, true);
    EXPECT_OPTION(with_state_directory("/var/lib/shop"), state_directory, "/var/lib/shop");
    EXPECT_OPTION(with_grpc_keepalive({.time = 1s, .timeout = 2s, .permit_without_stream = false}), grpc_keepalive,
                  GrpcKeepaliveConfig{1s, 2s, false});
    EXPECT_OPTION(with_grpc_message_sizes(1 << 21, 1 << 22), grpc_max_recv_msg_size, 1U << 21U);
    EXPECT_OPTION(with_grpc_message_sizes(1 << 22, 1 << 21), grpc_max_send_msg_size, 1U << 21U);
    EXPECT_OPTION(with_grpc_buffer_sizes(1 << 16, 1 << 20), grpc_read_buffer_size, 1U << 16U);
    EXPECT_OPTION(with_grpc_buffer_sizes(1 << 16, 1 << 20), grpc_write_buffer_size, 1U << 20U);
    EXPECT_OPTION(with_query_endpoint("http://localhost:4318"), query_endpoint, "http://localhost:4318");
    EXPECT_OPTION(with_signals({.metrics = false}), enable_metrics, false);
    EXPECT_OPTION(with_signals({.logs = false}), enable_logs, false);
    EXPECT_OPTION(with_signals({.traces = false}), enable_traces, false);
    EXPECT_OPTION(with_metrics_only(), enable_logs, false);
    EXPECT_OPTION(with_logs_only(), enable_traces, false);
    EXPECT_OPTION(with_traces_only(), enable_metrics, false);
    EXPECT_OPTION(with_sampler({.kind = SamplerConfig::Kind::TraceIdRatio, .ratio = 0.5}), sampler.ratio, 0.5);
    EXPECT_OPTION(with_temporality(Temporality::Delta), temporality, Temporality::Delta);
    EXPECT_OPTION(with_cardinality_limit(7), cardinality_limit, 7U);
    EXPECT_OPTION(with_histogram_boundaries({1, 2}), histogram_boundaries, std::vector<double>{1, 2});
    EXPECT_OPTION(with_histogram_aggregation(HistogramAggregation::Base2Exponential), histogram_aggregation,
                  HistogramAggregation::Base2Exponential);
    EXPECT_OPTION(with_exemplar_filter(ExemplarFilter::AlwaysOn), exemplar_filter, ExemplarFilter::AlwaysOn);
    EXPECT_OPTION(with_view({.instrument_name = "a"}).with_view({.instrument_name = "b"}), views,
                  (std::vector<View>{{.instrument_name = "a"}, {.instrument_name = "b"}}));
    EXPECT_OPTION(with_limits({.attribute_count = 1}), attribute_count_limit, 1U);
    EXPECT_OPTION(with_limits({.attribute_value_length = 2}), attribute_value_length_limit, 2U);
    EXPECT_OPTION(with_limits({.event_count = 3}), event_count_limit, 3U);
    EXPECT_OPTION(with_limits({.link_count = 4}), link_count_limit, 4U);
    EXPECT_OPTION(with_limits({.name_length = 5}), name_length_limit, 5U);
    EXPECT_OPTION(with_limits({.body_length = 6}), body_length_limit, 6U);
    EXPECT_OPTION(with_limits({.event_attribute_count = 7}), event_attribute_count_limit, 7U);
    EXPECT_OPTION(with_limits({.link_attribute_count = 8}), link_attribute_count_limit, 8U);
    EXPECT_OPTION(with_propagators({Propagator::B3}), propagators, std::vector{Propagator::B3});
    EXPECT_OPTION(with_resource_detectors({ResourceDetector::Os}), resource_detectors,
                  std::vector{ResourceDetector::Os});
    EXPECT_OPTION(with_propagators({}), propagators, std::vector<Propagator>{});
    EXPECT_OPTION(with_service("other"), service_name, "other");
    EXPECT_OPTION(with_service("other", "2"), service_version, "2");
    EXPECT_OPTION(with_service_namespace(""), service_namespace, "");
    EXPECT_OPTION(with_environment("test"), environment, "test");
    EXPECT_OPTION(with_custom_attribute("a", "1"), custom_attributes, Map{{"a", "1"}});
    EXPECT_OPTION(with_custom_attribute("a", "1").with_custom_attributes({{"a", "2"}, {"b", "3"}}), custom_attributes,
                  Map{{"a", "2"}, {"b", "3"}});
    EXPECT_OPTION(with_collector_id("i"), collector_id, "i");
    EXPECT_OPTION(with_collector_name("n"), collector_name, "n");
    EXPECT_OPTION(with_collector_description("d"), collector_description, "d");
    EXPECT_OPTION(with_collector_hostname("h"), collector_hostname, "h");
    EXPECT_OPTION(with_collector_tag("a", "1"), collector_tags, Map{{"a", "1"}});
    EXPECT_OPTION(with_collector_tags({{"a", "1"}}), collector_tags, Map{{"a", "1"}});
    EXPECT_OPTION(with_enrich_resources(false), enrich_resources, false);
    EXPECT_OPTION(with_datacenter("dc"), datacenter, "dc");
    EXPECT_OPTION(with_v2_api(false), use_v2_api, false);
    EXPECT_OPTION(with_v2_only(), v2_only, true);
    EXPECT_OPTION(with_v2_api(false).with_v2_only(), v2_only, true);
    EXPECT_OPTION(with_traces_endpoint("/t"), traces_endpoint, "/t");
    EXPECT_OPTION(with_metrics_endpoint("/m"), metrics_endpoint, "/m");
    EXPECT_OPTION(with_logs_endpoint("/l"), logs_endpoint, "/l");
#undef EXPECT_OPTION
}

TEST(BuilderOptionsTest, HasTheFamilysDefaults) {
    auto builder = test::builder_with({});
    builder.with_api_key("tfk_id", "tfs_secret").with_service("checkout");
    const auto config = builder.build_config();
    EXPECT_EQ(config.endpoint, TelemetryFlowBuilder::kDefaultEndpoint);
    EXPECT_EQ(config.service_version, TelemetryFlowBuilder::kDefaultServiceVersion);
    EXPECT_EQ(config.service_namespace, TelemetryFlowBuilder::kDefaultServiceNamespace);
    EXPECT_EQ(config.environment, TelemetryFlowBuilder::kDefaultEnvironment);
    EXPECT_EQ(config.credentials, Credentials("tfk_id", "tfs_secret"));
    builder.with_http();
    EXPECT_EQ(builder.build_config().endpoint, TelemetryFlowBuilder::kDefaultHttpEndpoint);
}

// Defect P-18 of the family: later calls changed clients that were already built.
TEST(BuilderOptionsTest, LaterCallsDoNotChangeWhatWasBuilt) {
    auto builder = complete_builder();
    builder.with_custom_attribute("team", "a");
    const auto first = builder.build_config();
    builder.with_custom_attribute("team", "b");
    EXPECT_EQ(first.custom_attributes.at("team"), "a");
    EXPECT_EQ(builder.build_config().custom_attributes.at("team"), "b");
}

TEST(BuilderOptionsTest, TakesTheLastOfSeveralCalls) {
    auto builder = complete_builder();
    builder.with_service("one", "1").with_service("two").with_http().with_grpc();
    const auto config = builder.build_config();
    EXPECT_EQ(config.service_name, "two");
    EXPECT_EQ(config.service_version, "1");
    EXPECT_EQ(config.protocol, Protocol::Grpc);
}

TEST(BuilderOptionsTest, CanBeMoved) {
    auto first = complete_builder();
    auto second = std::move(first);
    first = complete_builder();
    first.with_service("first");
    EXPECT_EQ(second.build_config().service_name, "checkout");
    EXPECT_EQ(first.build_config().service_name, "first");
}

TEST(BuilderOptionsTest, DefaultLimitsAreThoseOfTheConfig) {
    auto builder = complete_builder();
    builder.with_limits({});
    EXPECT_EQ(builder.build_config(), complete_builder().build_config());
}

}  // namespace
}  // namespace telemetryflow
