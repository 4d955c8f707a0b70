#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "unit/infrastructure/config/variables.hpp"

namespace telemetryflow::config {
namespace {

using namespace std::chrono_literals;
using test::apply;
using test::Variables;

TelemetryConfig config_of(Variables variables) {
    auto applied = apply(std::move(variables));
    EXPECT_TRUE(applied.report.errors.empty());
    return applied.draft.config;
}

TEST(OpenTelemetryVariablesTest, DescribeTheConnection) {
    const auto config = config_of({{"OTEL_EXPORTER_OTLP_ENDPOINT", "https://host:4318"},
                                   {"OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"},
                                   {"OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b"},
                                   {"OTEL_EXPORTER_OTLP_TIMEOUT", "2500"},
                                   {"OTEL_EXPORTER_OTLP_COMPRESSION", "none"},
                                   {"OTEL_EXPORTER_OTLP_CERTIFICATE", "/ca"},
                                   {"OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "/cert"},
                                   {"OTEL_EXPORTER_OTLP_CLIENT_KEY", "/key"},
                                   {"OTEL_EXPORTER_OTLP_INSECURE", "true"}});
    EXPECT_EQ(config.endpoint, "https://host:4318");
    EXPECT_EQ(config.protocol, Protocol::Http);
    EXPECT_EQ(config.headers, (TelemetryConfig::Headers{{"api-key", "a b"}}));
    EXPECT_EQ(config.timeout, 2500ms);
    EXPECT_EQ(config.compression, false);
    EXPECT_EQ(config.tls_ca_file, "/ca");
    EXPECT_EQ(config.tls_client_cert_file, "/cert");
    EXPECT_EQ(config.tls_client_key_file, "/key");
    EXPECT_TRUE(config.insecure);
}

TEST(OpenTelemetryVariablesTest, DescribeBatchesLimitsAndMetrics) {
    const auto config =
        config_of({{"OTEL_BSP_SCHEDULE_DELAY", "750"},
                   {"OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "64"},
                   {"OTEL_ATTRIBUTE_COUNT_LIMIT", "9"},
                   {"OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "10"},
                   {"OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "11"},
                   {"OTEL_SPAN_EVENT_COUNT_LIMIT", "12"},
                   {"OTEL_SPAN_LINK_COUNT_LIMIT", "13"},
                   {"OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "14"},
                   {"OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "0"},
                   {"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "DELTA"},
                   {"OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", "BASE2_EXPONENTIAL_BUCKET_HISTOGRAM"},
                   {"OTEL_METRICS_EXEMPLAR_FILTER", "always_on"}});
    EXPECT_EQ(config.batch_timeout, 750ms);
    EXPECT_EQ(config.batch_max_size, 64U);
    EXPECT_EQ(config.attribute_count_limit, 10U);
    EXPECT_EQ(config.attribute_value_length_limit, 11U);
    EXPECT_EQ(config.event_count_limit, 12U);
    EXPECT_EQ(config.link_count_limit, 13U);
    EXPECT_EQ(config.event_attribute_count_limit, 14U);
    EXPECT_EQ(config.link_attribute_count_limit, 0U);
    EXPECT_EQ(config.temporality, Temporality::Delta);
    EXPECT_EQ(config.histogram_aggregation, HistogramAggregation::Base2Exponential);
    EXPECT_EQ(config.exemplar_filter, ExemplarFilter::AlwaysOn);
}

TEST(OpenTelemetryVariablesTest, ChooseTheSamplerAndItsRatio) {
    using Kind = SamplerConfig::Kind;
    EXPECT_EQ(
        config_of({{"OTEL_TRACES_SAMPLER", "parentbased_traceidratio"}, {"OTEL_TRACES_SAMPLER_ARG", "0.1"}}).sampler,
        (SamplerConfig{.kind = Kind::TraceIdRatio, .ratio = 0.1, .parent_based = true}));
    EXPECT_EQ(config_of({{"OTEL_TRACES_SAMPLER", "traceidratio"}}).sampler,
              (SamplerConfig{.kind = Kind::TraceIdRatio, .ratio = 1.0, .parent_based = false}));
    EXPECT_EQ(config_of({{"OTEL_TRACES_SAMPLER", "always_off"}}).sampler,
              (SamplerConfig{.kind = Kind::AlwaysOff, .ratio = 1.0, .parent_based = false}));
    // An argument without a sampler by ratio belongs to another sampler and is none of ours.
    EXPECT_EQ(config_of({{"OTEL_TRACES_SAMPLER_ARG", "endpoint=x"}}).sampler, SamplerConfig{});
}

TEST(OpenTelemetryVariablesTest, ChooseThePropagators) {
    using List = std::vector<Propagator>;
    const List by_default{Propagator::TraceContext, Propagator::Baggage};
    EXPECT_EQ(config_of({}).propagators, by_default);
    EXPECT_EQ(config_of({{"OTEL_PROPAGATORS", "b3multi, tracecontext"}}).propagators,
              (List{Propagator::B3Multi, Propagator::TraceContext}));
    EXPECT_EQ(config_of({{"OTEL_PROPAGATORS", "none"}}).propagators, List{});
    EXPECT_EQ(config_of({{"OTEL_PROPAGATORS", "none"}, {"TELEMETRYFLOW_PROPAGATORS", "b3"}}).propagators,
              List{Propagator::B3});
    const auto foreign = apply({{"OTEL_PROPAGATORS", "tracecontext,jaeger"}});
    EXPECT_EQ(foreign.draft.config.propagators, by_default);
    ASSERT_EQ(foreign.report.warnings.size(), 1U);
    EXPECT_NE(foreign.report.warnings[0].find("OTEL_PROPAGATORS"), std::string::npos);
    EXPECT_TRUE(foreign.report.errors.empty());
    for (const char* name : {"OTEL_PROPAGATORS", "TELEMETRYFLOW_PROPAGATORS"}) {
        const auto unknown = apply({{name, "tracecontext,tracecontxt"}});
        EXPECT_EQ(unknown.draft.config.propagators, by_default);
        ASSERT_EQ(unknown.report.errors.size(), 1U);
        EXPECT_NE(unknown.report.errors[0].find("tracecontxt"), std::string::npos);
    }
}

TEST(OpenTelemetryVariablesTest, TakeTheServiceOutOfTheResourceAttributes) {
    const Variables variables{{"OTEL_RESOURCE_ATTRIBUTES",
                               "service.name=shop%20one,service.version=3,service.namespace=ns,"
                               "deployment.environment=old,deployment.environment.name=new,host.name=h"}};
    auto config = config_of(variables);
    EXPECT_EQ(config.service_name, "shop one");
    EXPECT_EQ(config.service_version, "3");
    EXPECT_EQ(config.service_namespace, "ns");
    EXPECT_EQ(config.environment, "new");
    EXPECT_TRUE(config.custom_attributes.empty());
    auto more = variables;
    more["OTEL_SERVICE_NAME"] = "named";
    more["TELEMETRYFLOW_SERVICE_VERSION"] = "4";
    config = config_of(more);
    EXPECT_EQ(config.service_name, "named");
    EXPECT_EQ(config.service_version, "4");
}

TEST(OpenTelemetryVariablesTest, DoNotReplaceWhatACallSet) {
    ConfigDraft draft;
    draft.config.service_name = "mine";
    draft.settled.add(ConfigOption::ServiceName);
    EXPECT_EQ(apply({{"OTEL_RESOURCE_ATTRIBUTES", "service.name=other"}}, draft).draft.config.service_name, "mine");
}

TEST(OpenTelemetryVariablesTest, DisableWhatNothingElseEnabled) {
    EXPECT_TRUE(config_of({{"OTEL_SDK_DISABLED", "true"}}).get_enabled_signals().empty());
    EXPECT_EQ(config_of({{"OTEL_SDK_DISABLED", "false"}}).get_enabled_signals().size(), 3U);
    EXPECT_EQ(config_of({{"OTEL_SDK_DISABLED", "TRUE"}, {"TELEMETRYFLOW_ENABLE_LOGS", "true"}}).get_enabled_signals(),
              std::vector{SignalType::Logs});
}

class BadOtelVariable : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(BadOtelVariable, IsAnErrorThatChangesNothing) {
    const auto applied = apply({{GetParam().first, GetParam().second}});
    ASSERT_EQ(applied.report.errors.size(), 1U);
    EXPECT_EQ(applied.report.errors[0].rfind(GetParam().first, 0), 0U);
    EXPECT_TRUE(applied.report.warnings.empty());
    EXPECT_EQ(applied.draft.config, TelemetryConfig{});
}

INSTANTIATE_TEST_SUITE_P(
    OpenTelemetryVariablesTest, BadOtelVariable,
    testing::Values(std::pair("OTEL_EXPORTER_OTLP_PROTOCOL", "http"), std::pair("OTEL_EXPORTER_OTLP_TIMEOUT", "soon"),
                    std::pair("OTEL_EXPORTER_OTLP_TIMEOUT", "-5"), std::pair("OTEL_EXPORTER_OTLP_COMPRESSION", "true"),
                    std::pair("OTEL_EXPORTER_OTLP_HEADERS", "novalue"),
                    std::pair("OTEL_EXPORTER_OTLP_INSECURE", "perhaps"), std::pair("OTEL_TRACES_SAMPLER", "sometimes"),
                    std::pair("OTEL_BSP_SCHEDULE_DELAY", "-1"), std::pair("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "0"),
                    std::pair("OTEL_RESOURCE_ATTRIBUTES", "a=%zz"),
                    std::pair("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "x"),
                    std::pair("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", "sum"),
                    std::pair("OTEL_METRICS_EXEMPLAR_FILTER", "with_sampled_trace"),
                    std::pair("OTEL_SDK_DISABLED", "2")));

class ForeignOtelVariable : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(ForeignOtelVariable, IsAWarningThatChangesNothing) {
    const auto applied = apply({{GetParam().first, GetParam().second}});
    EXPECT_TRUE(applied.report.errors.empty());
    ASSERT_EQ(applied.report.warnings.size(), 1U);
    EXPECT_EQ(applied.report.warnings[0].rfind(GetParam().first, 0), 0U);
    EXPECT_NE(applied.report.warnings[0].find("not supported here"), std::string::npos);
    EXPECT_EQ(applied.draft.config, TelemetryConfig{});
}

INSTANTIATE_TEST_SUITE_P(OpenTelemetryVariablesTest, ForeignOtelVariable,
                         testing::Values(std::pair("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json"),
                                         std::pair("OTEL_EXPORTER_OTLP_TIMEOUT", "0"),
                                         std::pair("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://h/v1/traces"),
                                         std::pair("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://h/v1/metrics"),
                                         std::pair("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://h/v1/logs"),
                                         std::pair("OTEL_TRACES_SAMPLER", "xray"),
                                         std::pair("OTEL_TRACES_SAMPLER", "jaeger_remote"),
                                         std::pair("OTEL_METRIC_EXPORT_INTERVAL", "60000")));

TEST(OpenTelemetryVariablesTest, KnowAllTemporalityPreferences) {
    EXPECT_EQ(config_of({{"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "LowMemory"}}).temporality,
              Temporality::LowMemory);
}

TEST(OpenTelemetryVariablesTest, AcceptABadRatioOnlyFromOtherSamplers) {
    const auto applied = apply({{"OTEL_TRACES_SAMPLER", "traceidratio"}, {"OTEL_TRACES_SAMPLER_ARG", "2"}});
    ASSERT_EQ(applied.report.errors.size(), 1U);
    EXPECT_EQ(applied.draft.config.sampler.ratio, 1.0);
}

}  // namespace
}  // namespace telemetryflow::config
