#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/infrastructure/config/variables.hpp"

namespace telemetryflow::config {
namespace {

using namespace std::chrono_literals;
using test::apply;
using Map = std::map<std::string, std::string>;

struct Case {
    std::string name;
    std::string value;
    bool (*holds)(const ConfigDraft& draft);
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
    return out << c.name << "=" << c.value;
}

class OwnVariable : public testing::TestWithParam<Case> {};

TEST_P(OwnVariable, SetsItsOption) {
    EXPECT_FALSE(GetParam().holds(ConfigDraft{})) << "the case could not fail";
    const auto applied = apply({{"TELEMETRYFLOW_" + GetParam().name, GetParam().value}});
    EXPECT_TRUE(GetParam().holds(applied.draft));
    EXPECT_TRUE(applied.report.errors.empty());
    EXPECT_FALSE(applied.draft.settled.empty());
}

#define WHEN(name, value, field, ...)                                                \
    Case {                                                                           \
        name, value, [](const ConfigDraft& draft) { return field == (__VA_ARGS__); } \
    }

INSTANTIATE_TEST_SUITE_P(
    TelemetryFlowVariablesTest, OwnVariable,
    testing::Values(WHEN("API_KEY_ID", "tfk_x", draft.api_key_id, std::string("tfk_x")),
                    WHEN("API_KEY_SECRET", "tfs_x", draft.api_key_secret, std::string("tfs_x")),
                    WHEN("ENDPOINT", "http://h:1", draft.config.endpoint, "http://h:1"),
                    WHEN("PROTOCOL", "HTTP", draft.config.protocol, Protocol::Http),
                    WHEN("PROTOCOL", "http/protobuf", draft.config.protocol, Protocol::Http),
                    WHEN("BACKEND_PROFILE", "otlp", draft.config.backend_profile, BackendProfile::Otlp),
                    WHEN("INSECURE", "Yes", draft.config.insecure, true),
                    WHEN("ALLOW_PLAINTEXT_CREDENTIALS", "1", draft.config.allow_plaintext_credentials, true),
                    WHEN("TIMEOUT", "10", draft.config.timeout, 10s), WHEN("TIMEOUT", "10s", draft.config.timeout, 10s),
                    WHEN("TIMEOUT", "500ms", draft.config.timeout, 500ms),
                    WHEN("TIMEOUT", "1m", draft.config.timeout, 60s),
                    WHEN("HEADERS", "x-a=1,x-b=2%2C3", draft.config.headers,
                         (TelemetryConfig::Headers{{"x-a", "1"}, {"x-b", "2,3"}})),
                    WHEN("TLS_CA_FILE", "/ca.pem", draft.config.tls_ca_file, "/ca.pem"),
                    WHEN("TLS_CLIENT_CERT_FILE", "/c.pem", draft.config.tls_client_cert_file, "/c.pem"),
                    WHEN("TLS_CLIENT_KEY_FILE", "/k.pem", draft.config.tls_client_key_file, "/k.pem"),
                    WHEN("TLS_SERVER_NAME", "n", draft.config.tls_server_name, "n"),
                    WHEN("COMPRESSION", "false", draft.config.compression, std::optional(false)),
                    WHEN("COMPRESSION", "gzip", draft.config.compression, std::optional(true)),
                    WHEN("COMPRESSION", "none", draft.config.compression, std::optional(false)),
                    WHEN("RETRY_ENABLED", "off", draft.config.retry_enabled, false),
                    WHEN("MAX_RETRIES", "0", draft.config.max_retries, 0U),
                    WHEN("RETRY_BACKOFF", "250", draft.config.retry_backoff, 250ms),
                    WHEN("RETRY_BACKOFF", "2s", draft.config.retry_backoff, 2s),
                    WHEN("RETRY_MAX_BACKOFF", "1m", draft.config.retry_max_backoff, 60s),
                    WHEN("BATCH_TIMEOUT", "2000", draft.config.batch_timeout, 2s),
                    WHEN("BATCH_TIMEOUT", "2s", draft.config.batch_timeout, 2s),
                    WHEN("BATCH_MAX_SIZE", "1", draft.config.batch_max_size, 1U),
                    WHEN("BATCH_SIZE", "2", draft.config.batch_max_size, 2U),
                    WHEN("BATCH_MAX_BYTES", "256K", draft.config.batch_max_bytes, 256U << 10U),
                    WHEN("RATE_LIMIT", "0", draft.config.rate_limit, 0U),
                    WHEN("BUFFER_BYTES", "16MiB", draft.config.buffer_bytes, 16U << 20U),
                    WHEN("OVERFLOW_POLICY", "Block", draft.config.overflow_policy, OverflowPolicy::Block),
                    WHEN("OVERFLOW_TIMEOUT", "0", draft.config.overflow_timeout, 0ms),
                    WHEN("DURABILITY", "Memory", draft.config.durability, Durability::Memory),
                    WHEN("DURABILITY", "sync", draft.config.durability, Durability::Sync),
                    WHEN("COMMIT_INTERVAL", "20ms", draft.config.commit_interval, 20ms),
                    WHEN("COMMIT_BYTES", "8KiB", draft.config.commit_bytes, 8U << 10U),
                    WHEN("COMMIT_ON_FATAL", "true", draft.config.commit_on_fatal, true),
                    WHEN("UNFINISHED_SPANS", "yes", draft.config.unfinished_spans, true),
                    WHEN("SPOOL_MAX_BYTES", "2MiB", draft.config.spool_max_bytes, 2U << 20U),
                    WHEN("SPOOL_MAX_AGE", "5s", draft.config.spool_max_age, 5s),
                    WHEN("SPOOL_MIN_FREE_BYTES", "0", draft.config.spool_min_free_bytes, 0U),
                    WHEN("SELF_TELEMETRY", "true", draft.config.self_telemetry, true),
                    WHEN("STATE_DIRECTORY", "/var/lib/shop", draft.config.state_directory, "/var/lib/shop"),
                    WHEN("GRPC_KEEPALIVE_TIME", "30", draft.config.grpc_keepalive.time, 30s)));

INSTANTIATE_TEST_SUITE_P(
    TelemetryFlowVariablesTestContinued, OwnVariable,
    testing::Values(
        WHEN("GRPC_KEEPALIVE_TIMEOUT", "1m", draft.config.grpc_keepalive.timeout, 60s),
        WHEN("GRPC_KEEPALIVE_PERMIT_WITHOUT_STREAM", "no", draft.config.grpc_keepalive.permit_without_stream, false),
        WHEN("GRPC_MAX_RECV_MSG_SIZE", "1M", draft.config.grpc_max_recv_msg_size, 1U << 20U),
        WHEN("GRPC_MAX_SEND_MSG_SIZE", "2M", draft.config.grpc_max_send_msg_size, 2U << 20U),
        WHEN("GRPC_READ_BUFFER_SIZE", "64K", draft.config.grpc_read_buffer_size, 64U << 10U),
        WHEN("GRPC_WRITE_BUFFER_SIZE", "1M", draft.config.grpc_write_buffer_size, 1U << 20U),
        WHEN("QUERY_ENDPOINT", "http://localhost:4318", draft.config.query_endpoint, "http://localhost:4318"),
        WHEN("ENABLE_METRICS", "0", draft.config.enable_metrics, false),
        WHEN("ENABLE_LOGS", "FALSE", draft.config.enable_logs, false),
        WHEN("ENABLE_TRACES", "no", draft.config.enable_traces, false),
        WHEN("SAMPLER", "always_off", draft.config.sampler.kind, SamplerConfig::Kind::AlwaysOff),
        WHEN("TEMPORALITY", "Delta", draft.config.temporality, Temporality::Delta),
        WHEN("CARDINALITY_LIMIT", "5", draft.config.cardinality_limit, 5U),
        WHEN("HISTOGRAM_BOUNDARIES", "0.1,1", draft.config.histogram_boundaries, (std::vector<double>{0.1, 1})),
        WHEN("HISTOGRAM_AGGREGATION", "base2_exponential_bucket_histogram", draft.config.histogram_aggregation,
             HistogramAggregation::Base2Exponential),
        WHEN("EXEMPLAR_FILTER", "Always_Off", draft.config.exemplar_filter, ExemplarFilter::AlwaysOff),
        WHEN("ATTRIBUTE_COUNT_LIMIT", "0", draft.config.attribute_count_limit, 0U),
        WHEN("ATTRIBUTE_VALUE_LENGTH_LIMIT", "9", draft.config.attribute_value_length_limit, 9U),
        WHEN("EVENT_COUNT_LIMIT", "9", draft.config.event_count_limit, 9U),
        WHEN("LINK_COUNT_LIMIT", "9", draft.config.link_count_limit, 9U),
        WHEN("EVENT_ATTRIBUTE_COUNT_LIMIT", "9", draft.config.event_attribute_count_limit, 9U),
        WHEN("LINK_ATTRIBUTE_COUNT_LIMIT", "0", draft.config.link_attribute_count_limit, 0U),
        WHEN("NAME_LENGTH_LIMIT", "9", draft.config.name_length_limit, 9U),
        WHEN("BODY_LENGTH_LIMIT", "9", draft.config.body_length_limit, 9U),
        WHEN("SERVICE_NAME", "svc", draft.config.service_name, "svc"),
        WHEN("SERVICE_VERSION", "2", draft.config.service_version, "2"),
        WHEN("SERVICE_NAMESPACE", "ns", draft.config.service_namespace, "ns"),
        WHEN("ENVIRONMENT", "test", draft.config.environment, "test"),
        WHEN("RESOURCE_ATTRIBUTES", "a=1,b=x%20y", draft.config.custom_attributes, (Map{{"a", "1"}, {"b", "x y"}})),
        WHEN("COLLECTOR_ID", "i", draft.config.collector_id, "i"),
        WHEN("COLLECTOR_NAME", "n", draft.config.collector_name, "n"),
        WHEN("COLLECTOR_DESCRIPTION", "d", draft.config.collector_description, "d"),
        WHEN("COLLECTOR_HOSTNAME", "h", draft.config.collector_hostname, "h"),
        WHEN("COLLECTOR_TAGS", "a=1", draft.config.collector_tags, (Map{{"a", "1"}})),
        WHEN("ENRICH_RESOURCES", "off", draft.config.enrich_resources, false),
        WHEN("DATACENTER", "dc", draft.config.datacenter, "dc"),
        WHEN("USE_V2_API", "false", draft.config.use_v2_api, false),
        WHEN("V2_ONLY", "true", draft.config.v2_only, true),
        WHEN("TRACES_ENDPOINT", "/t", draft.config.traces_endpoint, "/t"),
        WHEN("METRICS_ENDPOINT", "/m", draft.config.metrics_endpoint, "/m"),
        WHEN("LOGS_ENDPOINT", "/l", draft.config.logs_endpoint, "/l")));

#undef WHEN

class BadOwnVariable : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(BadOwnVariable, IsReportedAndChangesNothing) {
    const auto name = std::string("TELEMETRYFLOW_") + GetParam().first;
    const auto applied = apply({{name, GetParam().second}});
    ASSERT_EQ(applied.report.errors.size(), 1U);
    EXPECT_EQ(applied.report.errors[0].rfind(name + " ", 0), 0U) << applied.report.errors[0];
    EXPECT_NE(applied.report.errors[0].find("accepted is"), std::string::npos);
    EXPECT_EQ(applied.draft.config, TelemetryConfig{});
    EXPECT_TRUE(applied.draft.settled.empty());
}

INSTANTIATE_TEST_SUITE_P(
    TelemetryFlowVariablesTest, BadOwnVariable,
    testing::Values(std::pair("PROTOCOL", "http/json"), std::pair("BACKEND_PROFILE", "jaeger"),
                    std::pair("INSECURE", "tru"), std::pair("TIMEOUT", "0"), std::pair("TIMEOUT", "-1"),
                    std::pair("TIMEOUT", "10 parsecs"), std::pair("HEADERS", "x-a"), std::pair("COMPRESSION", "zstd"),
                    std::pair("RETRY_ENABLED", "2"), std::pair("MAX_RETRIES", "-1"), std::pair("MAX_RETRIES", "3.5"),
                    std::pair("RETRY_BACKOFF", "0"), std::pair("BATCH_TIMEOUT", "0"), std::pair("BATCH_MAX_SIZE", "0"),
                    std::pair("BATCH_SIZE", "many"), std::pair("BATCH_MAX_BYTES", "1MB"), std::pair("RATE_LIMIT", "-1"),
                    std::pair("BUFFER_BYTES", "8 apples"), std::pair("OVERFLOW_POLICY", "wait"),
                    std::pair("DURABILITY", "disc"), std::pair("COMMIT_INTERVAL", "0"),
                    std::pair("COMMIT_BYTES", "a few"), std::pair("SPOOL_MAX_AGE", "for ever"),
                    std::pair("SELF_TELEMETRY", "perhaps"), std::pair("OVERFLOW_TIMEOUT", "-1"),
                    std::pair("GRPC_KEEPALIVE_TIME", "500ms"), std::pair("GRPC_KEEPALIVE_TIME", "1.5s"),
                    std::pair("GRPC_KEEPALIVE_TIMEOUT", "0"), std::pair("GRPC_KEEPALIVE_PERMIT_WITHOUT_STREAM", "x"),
                    std::pair("SAMPLER", "sometimes"), std::pair("SAMPLER_RATIO", "1.5"),
                    std::pair("SAMPLER_RATIO", "-0.1"), std::pair("SAMPLER_RATIO", "nan"),
                    std::pair("TEMPORALITY", "both"), std::pair("CARDINALITY_LIMIT", "0"),
                    std::pair("HISTOGRAM_AGGREGATION", "sum"), std::pair("EXEMPLAR_FILTER", "on"),
                    std::pair("HISTOGRAM_BOUNDARIES", "1,two"), std::pair("NAME_LENGTH_LIMIT", "0"),
                    std::pair("BODY_LENGTH_LIMIT", "4294967296"), std::pair("RESOURCE_ATTRIBUTES", "a=%zz"),
                    std::pair("COLLECTOR_TAGS", "=x"), std::pair("USE_V2_API", "v2")));

// Defect P-13 of the family: blanks and case made a value unreadable, and then it was ignored.
TEST(TelemetryFlowVariablesTest, AllowBlanksAroundAValue) {
    const auto applied = apply({{"TELEMETRYFLOW_INSECURE", " TRUE\t"}, {"TELEMETRYFLOW_TIMEOUT", " 5 "}});
    EXPECT_TRUE(applied.draft.config.insecure);
    EXPECT_EQ(applied.draft.config.timeout, 5s);
}

TEST(TelemetryFlowVariablesTest, PreferTheNewerNameOfTheBatchSize) {
    const auto applied = apply({{"TELEMETRYFLOW_BATCH_SIZE", "2"}, {"TELEMETRYFLOW_BATCH_MAX_SIZE", "3"}});
    EXPECT_EQ(applied.draft.config.batch_max_size, 3U);
}

// Defect G-11 of the family: TELEMETRYFLOW_ENVIRONMENT was not read.
TEST(TelemetryFlowVariablesTest, FallBackToEnvAndThenEnvironment) {
    EXPECT_EQ(apply({{"ENVIRONMENT", "c"}}).draft.config.environment, "c");
    EXPECT_EQ(apply({{"ENVIRONMENT", "c"}, {"ENV", "b"}}).draft.config.environment, "b");
    EXPECT_EQ(apply({{"ENVIRONMENT", "c"}, {"ENV", "b"}, {"TELEMETRYFLOW_ENVIRONMENT", "a"}}).draft.config.environment,
              "a");
    EXPECT_EQ(apply({{"ENVIRONMENT", "c"}, {"ENV", ""}}).draft.config.environment, "c");
}

TEST(TelemetryFlowVariablesTest, ARatioAloneChoosesSamplingByRatio) {
    const auto sampler =
        apply({{"TELEMETRYFLOW_SAMPLER_RATIO", "0.25"}, {"OTEL_TRACES_SAMPLER", "always_off"}}).draft.config.sampler;
    EXPECT_EQ(sampler, (SamplerConfig{.kind = SamplerConfig::Kind::TraceIdRatio, .ratio = 0.25, .parent_based = true}));
}

TEST(TelemetryFlowVariablesTest, ASamplerKeepsItsKindBesideARatio) {
    const auto sampler = apply({{"TELEMETRYFLOW_SAMPLER_RATIO", "0.25"}, {"TELEMETRYFLOW_SAMPLER", "traceidratio"}})
                             .draft.config.sampler;
    EXPECT_EQ(sampler,
              (SamplerConfig{.kind = SamplerConfig::Kind::TraceIdRatio, .ratio = 0.25, .parent_based = false}));
    EXPECT_EQ(apply({{"TELEMETRYFLOW_SAMPLER_RATIO", "0.25"}, {"TELEMETRYFLOW_SAMPLER", "always_on"}})
                  .draft.config.sampler.kind,
              SamplerConfig::Kind::AlwaysOn);
}

TEST(TelemetryFlowVariablesTest, ChooseResourceDetectors) {
    using List = std::vector<ResourceDetector>;
    const auto of = [](const char* value) {
        return apply({{"TELEMETRYFLOW_RESOURCE_DETECTORS", value}}).draft.config.resource_detectors;
    };
    EXPECT_EQ(of("host,process"), (List{ResourceDetector::Host, ResourceDetector::Process}));
    EXPECT_EQ(of("none"), List{});
    EXPECT_EQ(of("hosts"), TelemetryConfig().resource_detectors) << "a bad value is as none at all";
    EXPECT_EQ(apply({{"TELEMETRYFLOW_RESOURCE_DETECTORS", "hosts"}}).report.errors.size(), 1U);
}

TEST(TelemetryFlowVariablesTest, AddToMapsWithoutReplacingWhatACallGave) {
    ConfigDraft draft;
    draft.config.custom_attributes = {{"team", "mine"}};
    draft.config.headers = {{"X-Tenant", "mine"}};
    const auto applied = apply({{"TELEMETRYFLOW_RESOURCE_ATTRIBUTES", "team=other,zone=a"},
                                {"TELEMETRYFLOW_HEADERS", "x-tenant=other,x-more=1"},
                                {"OTEL_EXPORTER_OTLP_HEADERS", "x-otel=1"}},
                               draft);
    EXPECT_EQ(applied.draft.config.custom_attributes, (Map{{"team", "mine"}, {"zone", "a"}}));
    EXPECT_EQ(applied.draft.config.headers, (TelemetryConfig::Headers{{"X-Tenant", "mine"}, {"x-more", "1"}}));
}

}  // namespace
}  // namespace telemetryflow::config
