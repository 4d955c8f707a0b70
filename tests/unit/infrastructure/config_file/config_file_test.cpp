#include "infrastructure/config/config_file.hpp"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "infrastructure/config/environment_registry.hpp"
#include "unit/infrastructure/config_file/yaml_file.hpp"

namespace telemetryflow::config {
namespace {

using namespace std::chrono_literals;
using test::apply_yaml;
using Map = std::map<std::string, std::string>;
using Errors = std::vector<std::string>;

TEST(ConfigFileTest, SetsWhatItSays) {
    const auto applied = apply_yaml(R"(
service:
  name: checkout
  version: 1.10
endpoint:
  address: collector:4318
  protocol: http
  timeout: 2s
batch: {max_size: 64, max_bytes: 128KiB}
)");
    EXPECT_EQ(applied.report.errors, Errors{});
    const auto& config = applied.draft.config;
    EXPECT_EQ(config.service_name, "checkout");
    EXPECT_EQ(config.service_version, "1.10") << "a version is no number";
    EXPECT_EQ(config.endpoint, "collector:4318");
    EXPECT_EQ(config.protocol, Protocol::Http);
    EXPECT_EQ(config.timeout, 2s);
    EXPECT_EQ(config.batch_max_size, 64U);
    EXPECT_EQ(config.batch_max_bytes, 128U << 10U);
}

TEST(ConfigFileTest, MayBeEmptyAndHaveEmptySections) {
    for (const char* text : {"", "# nothing\n", "---\n", "{}", "service:\nheaders:\n", "service: {name: ''}",
                             "service: {name: }", "collector: {id: '${ID:}'}", "signals: {traces: ~}"}) {
        const auto applied = apply_yaml(text);
        EXPECT_EQ(applied.report.errors, Errors{}) << text;
        EXPECT_EQ(applied.draft.config, TelemetryConfig{}) << text;
        EXPECT_TRUE(applied.draft.settled.empty()) << text;
    }
}

TEST(ConfigFileTest, TakesMapsAndLists) {
    const auto applied = apply_yaml(R"(
headers: {X-Tenant: blue, X-Number: 7}
resource_attributes:
  cloud.region: eu
  empty: ""
collector: {tags: {team: payments}}
propagators: [b3, baggage]
signals: {metrics: {histogram_boundaries: [1, 2.5, 1e3]}}
)");
    EXPECT_EQ(applied.report.errors, Errors{});
    const auto& config = applied.draft.config;
    EXPECT_EQ(config.headers, (TelemetryConfig::Headers{{"X-Tenant", "blue"}, {"X-Number", "7"}}));
    EXPECT_EQ(config.custom_attributes, (Map{{"cloud.region", "eu"}}));
    EXPECT_EQ(config.collector_tags, (Map{{"team", "payments"}}));
    EXPECT_EQ(config.propagators, (std::vector{Propagator::B3, Propagator::Baggage}));
    EXPECT_EQ(config.histogram_boundaries, (std::vector<double>{1, 2.5, 1000}));
}

TEST(ConfigFileTest, TakesListsAsTextsToo) {
    const auto applied = apply_yaml("propagators: b3,baggage\nsignals: {metrics: {histogram_boundaries: '1,2'}}");
    EXPECT_EQ(applied.report.errors, Errors{});
    EXPECT_EQ(applied.draft.config.propagators, (std::vector{Propagator::B3, Propagator::Baggage}));
    EXPECT_EQ(applied.draft.config.histogram_boundaries, (std::vector<double>{1, 2}));
    EXPECT_TRUE(apply_yaml("propagators: []").draft.config.propagators.empty());
    EXPECT_TRUE(apply_yaml("propagators: none").draft.config.propagators.empty());
    EXPECT_TRUE(apply_yaml("signals: {metrics: {histogram_boundaries: []}}").draft.settled.empty());
}

TEST(ConfigFileTest, PutsVariablesIntoEveryValue) {
    const auto applied = apply_yaml(R"(
endpoint: {address: "${HOST}:${PORT:4317}", insecure: "${PLAIN:true}"}
headers: {X-Zone: "zone-${ZONE}"}
propagators: ["${FORMAT:b3}"]
)",
                                    {{"HOST", "collector"}, {"ZONE", "a"}});
    EXPECT_EQ(applied.report.errors, Errors{});
    EXPECT_EQ(applied.draft.config.endpoint, "collector:4317");
    EXPECT_TRUE(applied.draft.config.insecure);
    EXPECT_EQ(applied.draft.config.headers, (TelemetryConfig::Headers{{"X-Zone", "zone-a"}}));
    EXPECT_EQ(applied.draft.config.propagators, std::vector{Propagator::B3});
}

TEST(ConfigFileTest, CopiesWhatAnAliasNames) {
    const auto applied = apply_yaml(R"(
collector: {tags: &team {team: payments}}
resource_attributes: *team
service: {name: &name checkout, namespace: *name}
)");
    EXPECT_EQ(applied.report.errors, Errors{});
    EXPECT_EQ(applied.draft.config.custom_attributes, (Map{{"team", "payments"}}));
    EXPECT_EQ(applied.draft.config.service_namespace, "checkout");
}

TEST(ConfigFileTest, LeavesAloneWhatIsSettled) {
    ConfigDraft draft;
    draft.config.service_name = "mine";
    draft.settled.add(ConfigOption::ServiceName);
    draft.config.headers = {{"x-tenant", "mine"}};
    draft.config.custom_attributes = {{"team", "mine"}};
    const auto applied = apply_yaml(R"(
service: {name: other, version: "2"}
headers: {X-Tenant: other, X-More: "1"}
resource_attributes: {team: other, zone: a}
)",
                                    {}, draft);
    EXPECT_EQ(applied.draft.config.service_name, "mine");
    EXPECT_EQ(applied.draft.config.service_version, "2");
    EXPECT_EQ(applied.draft.config.headers, (TelemetryConfig::Headers{{"x-tenant", "mine"}, {"X-More", "1"}}));
    EXPECT_EQ(applied.draft.config.custom_attributes, (Map{{"team", "mine"}, {"zone", "a"}}));
}

TEST(ConfigFileTest, DoesNotLookAtAValueThatIsSettled) {
    ConfigDraft draft;
    draft.settled.add({ConfigOption::ApiKeyId, ConfigOption::Timeout});
    const auto applied = apply_yaml("credentials: {key_id: '${UNSET}'}\nendpoint: {timeout: soon}", {}, draft);
    EXPECT_EQ(applied.report.errors, Errors{});
}

TEST(ConfigFileTest, AppliesASamplerBeforeItsRatioWhateverTheirOrder) {
    using Kind = SamplerConfig::Kind;
    const auto sampler = [](const std::string& traces) {
        return apply_yaml("signals: {traces: {" + traces + "}}").draft.config.sampler;
    };
    EXPECT_EQ(sampler("sampler_ratio: 0.25, sampler: traceidratio"),
              (SamplerConfig{.kind = Kind::TraceIdRatio, .ratio = 0.25, .parent_based = false}));
    EXPECT_EQ(sampler("sampler_ratio: 0.25"),
              (SamplerConfig{.kind = Kind::TraceIdRatio, .ratio = 0.25, .parent_based = true}));
}

TEST(ConfigFileTest, SetsBothMessageSizesAtOnceUnlessOneIsGiven) {
    auto config = apply_yaml("grpc: {max_message_size: 16777216}").draft.config;
    EXPECT_EQ(config.grpc_max_recv_msg_size, 16U << 20U);
    EXPECT_EQ(config.grpc_max_send_msg_size, 16U << 20U);
    config = apply_yaml("grpc: {max_message_size: 16MiB, message_sizes: {max_recv: 8MiB}}").draft.config;
    EXPECT_EQ(config.grpc_max_recv_msg_size, 8U << 20U);
    EXPECT_EQ(config.grpc_max_send_msg_size, 16U << 20U);
}

TEST(ConfigFileTest, NamesWhatItLeavesOut) {
    const auto applied = apply_yaml(R"(version: "1.1.2"
compression: {algorithm: gzip}
signals:
  metrics:
    exemplars: true
http:
  max_idle_conns: 100
  idle_conn_timeout: 90s
grpc: {buffer_sizes: {read: 1048576}}
)");
    EXPECT_EQ(applied.report.errors, Errors{});
    EXPECT_EQ(applied.report.warnings,
              (Errors{"file.yaml:7:19: http.max_idle_conns is not supported here and left out",
                      "file.yaml:8:22: http.idle_conn_timeout is not supported here and left out",
                      "file.yaml:9:29: grpc.buffer_sizes.read is taken as 512KiB, the most there is"}));
    EXPECT_EQ(applied.draft.config, TelemetryConfig{});
}

TEST(ConfigFileTest, SwitchesExemplarsOffUnlessTheirFilterIsGiven) {
    const auto filter = [](const std::string& metrics) {
        const auto applied = apply_yaml("signals: {metrics: {" + metrics + "}}");
        EXPECT_EQ(applied.report.warnings, Errors{});
        return applied.draft.config.exemplar_filter;
    };
    EXPECT_EQ(filter("exemplars: false"), ExemplarFilter::AlwaysOff);
    EXPECT_EQ(filter("exemplars: true"), ExemplarFilter::TraceBased);
    EXPECT_EQ(filter("exemplars: false, exemplar_filter: always_on"), ExemplarFilter::AlwaysOn);
    EXPECT_EQ(filter("exemplar_filter: always_on, exemplars: false"), ExemplarFilter::AlwaysOn);
}

TEST(ConfigFileTest, ComesAfterEveryVariable) {
    ConfigDraft draft;
    const auto environment = test::environment_of({{"TELEMETRYFLOW_SERVICE_NAME", "own"},
                                                   {"OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel:4317"},
                                                   {"OTEL_SDK_DISABLED", "true"},
                                                   {"OTEL_RESOURCE_ATTRIBUTES", "service.version=7,team=otel"},
                                                   {"OTEL_TRACES_SAMPLER_ARG", "0.5"},
                                                   {"TELEMETRYFLOW_RESOURCE_ATTRIBUTES", "zone=own"}});
    (void)EnvironmentRegistry::apply(environment, OptionSet::all(), draft);
    const auto applied = apply_yaml(R"(
service: {name: file, version: "1", namespace: file}
endpoint: {address: "file:4317"}
signals: {traces: {enabled: true, sampler_ratio: 0.25}}
resource_attributes: {team: file, zone: file, more: file}
)",
                                    {}, draft);
    EXPECT_EQ(applied.report.errors, Errors{});
    const auto& config = applied.draft.config;
    EXPECT_EQ(config.service_name, "own");
    EXPECT_EQ(config.service_version, "7");
    EXPECT_EQ(config.service_namespace, "file");
    EXPECT_EQ(config.endpoint, "http://otel:4317");
    EXPECT_FALSE(config.enable_traces);
    EXPECT_EQ(config.custom_attributes, (Map{{"zone", "own"}, {"more", "file"}}))
        << "team is an attribute that resource detection takes of OTEL_RESOURCE_ATTRIBUTES";
    EXPECT_EQ(config.sampler.ratio, 0.25) << "an argument is nothing without OTEL_TRACES_SAMPLER";
}

}  // namespace
}  // namespace telemetryflow::config
