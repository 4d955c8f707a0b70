#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "unit/interface/builder/builders.hpp"

namespace telemetryflow {
namespace {

using namespace std::chrono_literals;
using test::builder_with;
using test::complete_builder;
using test::faults_of;
using test::names_once;
using test::Variables;

const Variables kAll{{"TELEMETRYFLOW_API_KEY_ID", "tfk_env"},
                     {"TELEMETRYFLOW_API_KEY_SECRET", "tfs_env"},
                     {"TELEMETRYFLOW_ENDPOINT", "env-host:4317"},
                     {"TELEMETRYFLOW_SERVICE_NAME", "env-service"},
                     {"TELEMETRYFLOW_SERVICE_VERSION", "9"},
                     {"TELEMETRYFLOW_SERVICE_NAMESPACE", "env-ns"},
                     {"TELEMETRYFLOW_ENVIRONMENT", "env-environment"},
                     {"TELEMETRYFLOW_COLLECTOR_ID", "env-id"},
                     {"TELEMETRYFLOW_COLLECTOR_NAME", "env-name"},
                     {"TELEMETRYFLOW_DATACENTER", "env-dc"},
                     {"TELEMETRYFLOW_TIMEOUT", "5s"},
                     {"TELEMETRYFLOW_COMPRESSION", "false"},
                     {"TELEMETRYFLOW_ENABLE_LOGS", "false"}};

TEST(BuilderEnvironmentTest, ConfiguresItselfFromVariablesAlone) {
    auto builder = builder_with(kAll);
    const auto config = builder.with_auto_configuration().build_config();
    EXPECT_EQ(config.credentials, Credentials("tfk_env", "tfs_env"));
    EXPECT_EQ(config.endpoint, "env-host:4317");
    EXPECT_EQ(config.service_name, "env-service");
    EXPECT_EQ(config.environment, "env-environment");
    EXPECT_EQ(config.timeout, 5s);
    EXPECT_FALSE(config.compression_enabled());
    EXPECT_FALSE(config.enable_logs);
}

TEST(BuilderEnvironmentTest, ReadsNothingUnlessAsked) {
    auto expected = complete_builder().build_config();
    EXPECT_EQ(complete_builder(kAll).build_config(), expected);
}

// Defect P-14 of the family: automatic configuration overwrote explicit settings, with nothing when unset.
TEST(BuilderEnvironmentTest, NeverOverridesWhatACallSetInWhateverOrder) {
    auto before = complete_builder(kAll);
    before.with_timeout(1s).with_compression().with_signals({}).with_environment("mine").with_auto_configuration();
    auto after = builder_with(kAll);
    after.with_auto_configuration()
        .with_api_key("tfk_id", "tfs_canary-7f3a")
        .with_endpoint("localhost:4317")
        .with_service("checkout")
        .with_timeout(1s)
        .with_compression()
        .with_signals({})
        .with_environment("mine");
    const auto config = before.build_config();
    EXPECT_EQ(config, after.build_config());
    EXPECT_EQ(config.credentials->key_id(), "tfk_id");
    EXPECT_EQ(config.endpoint, "localhost:4317");
    EXPECT_EQ(config.service_name, "checkout");
    EXPECT_EQ(config.timeout, 1s);
    EXPECT_TRUE(config.compression_enabled());
    EXPECT_TRUE(config.enable_logs);
    EXPECT_EQ(config.environment, "mine");
    EXPECT_EQ(config.service_version, "9") << "what no call set still comes from its variable";
}

TEST(BuilderEnvironmentTest, AbsentVariablesResetNothing) {
    auto builder = complete_builder();
    const auto expected = builder.build_config();
    builder.with_auto_configuration()
        .with_api_key_from_env()
        .with_endpoint_from_env()
        .with_service_from_env()
        .with_service_namespace_from_env()
        .with_environment_from_env()
        .with_collector_id_from_env()
        .with_collector_name_from_env()
        .with_datacenter_from_env();
    EXPECT_EQ(builder.build_config(), expected);
}

// Defect P-15 of the family: defaults with and without automatic configuration differed.
TEST(BuilderEnvironmentTest, HasTheSameDefaultsWithAndWithoutVariables) {
    auto builder = builder_with({});
    builder.with_api_key("tfk_id", "tfs_s").with_service("s");
    const auto without = builder.build_config();
    EXPECT_EQ(builder.with_auto_configuration().build_config(), without);
}

TEST(BuilderEnvironmentTest, ReadsOneOptionWhenAskedForOne) {
    const auto with_one = [](TelemetryFlowBuilder& (TelemetryFlowBuilder::*call)()) {
        auto builder = builder_with(kAll);
        builder.with_backend_profile(BackendProfile::Otlp)
            .with_signals({.metrics = false, .logs = false, .traces = false});
        (builder.*call)();
        return builder.build_config();
    };
    using Builder = TelemetryFlowBuilder;
    EXPECT_EQ(with_one(&Builder::with_api_key_from_env).credentials, Credentials("tfk_env", "tfs_env"));
    EXPECT_EQ(with_one(&Builder::with_api_key_from_env).service_name, "");
    EXPECT_EQ(with_one(&Builder::with_endpoint_from_env).endpoint, "env-host:4317");
    EXPECT_EQ(with_one(&Builder::with_service_from_env).service_name, "env-service");
    EXPECT_EQ(with_one(&Builder::with_service_from_env).service_version, "9");
    EXPECT_EQ(with_one(&Builder::with_service_from_env).service_namespace, "telemetryflow");
    EXPECT_EQ(with_one(&Builder::with_service_namespace_from_env).service_namespace, "env-ns");
    EXPECT_EQ(with_one(&Builder::with_environment_from_env).environment, "env-environment");
    EXPECT_EQ(with_one(&Builder::with_collector_id_from_env).collector_id, "env-id");
    EXPECT_EQ(with_one(&Builder::with_collector_name_from_env).collector_name, "env-name");
    EXPECT_EQ(with_one(&Builder::with_datacenter_from_env).datacenter, "env-dc");
    EXPECT_EQ(with_one(&Builder::with_datacenter_from_env).timeout, 30s);
}

// Defect P-13 of the family: bad values were swallowed.
TEST(BuilderEnvironmentTest, MakesABadValueAnError) {
    auto builder = complete_builder({{"TELEMETRYFLOW_PROTOCOL", "smtp"}, {"OTEL_EXPORTER_OTLP_TIMEOUT", "soon"}});
    EXPECT_TRUE(faults_of(builder).empty()) << "variables that nobody asked for are not read";
    builder.with_auto_configuration();
    const auto faults = faults_of(builder);
    EXPECT_TRUE(names_once(faults, {"TELEMETRYFLOW_PROTOCOL", "'smtp'", "grpc, http or http/protobuf"}));
    EXPECT_TRUE(names_once(faults, {"OTEL_EXPORTER_OTLP_TIMEOUT", "'soon'", "milliseconds"}));
    EXPECT_EQ(faults.size(), 2U);
    builder.with_grpc().with_timeout(1s);
    EXPECT_TRUE(faults_of(builder).empty()) << "a call makes the bad variable irrelevant";
}

TEST(BuilderEnvironmentTest, NamesWhatItLeavesOutInItsDiagnostics) {
    auto builder = complete_builder({{"OTEL_TRACES_SAMPLER", "xray"}});
    EXPECT_TRUE(builder.diagnostics().empty());
    builder.with_auto_configuration();
    EXPECT_TRUE(faults_of(builder).empty());
    EXPECT_TRUE(names_once(builder.diagnostics(), {"OTEL_TRACES_SAMPLER", "'xray'", "not supported here"}));
}

TEST(BuilderEnvironmentTest, ValidatesWhatVariablesGave) {
    auto builder = complete_builder({{"TELEMETRYFLOW_BUFFER_BYTES", "1K"}, {"TELEMETRYFLOW_TLS_CLIENT_KEY_FILE", "k"}});
    const auto faults = faults_of(builder.with_auto_configuration());
    EXPECT_TRUE(names_once(faults, {"TELEMETRYFLOW_BUFFER_BYTES", "'1K'", "from 1MiB to 1GiB"}));
    EXPECT_TRUE(names_once(faults, {"tls_client_key_file", "the value is from TELEMETRYFLOW_TLS_CLIENT_KEY_FILE"}));
}

TEST(BuilderEnvironmentTest, CanBeTurnedOffWithoutAnythingElse) {
    auto builder = builder_with({{"OTEL_SDK_DISABLED", "true"}});
    EXPECT_TRUE(builder.with_auto_configuration().build_config().get_enabled_signals().empty());
}

TEST(BuilderEnvironmentTest, ReadsVariablesWhenItBuildsAndNotBefore) {
    int reads = 0;
    TelemetryFlowBuilder builder;
    builder.with_environment_lookup([&reads](const std::string&) {
        ++reads;
        return std::optional<std::string>();
    });
    builder.with_auto_configuration().with_api_key("tfk_id", "tfs_s").with_service("s");
    EXPECT_EQ(reads, 0);
    (void)builder.build_config();
    EXPECT_GT(reads, 50);
}

}  // namespace
}  // namespace telemetryflow
