// The builder with files, through the component as users link it.

#include <algorithm>
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/config_file.hpp"
#include "telemetryflow/telemetryflow.hpp"
#include "telemetryflow/yaml_config_parser.hpp"

#include "support/temp_dir.hpp"
#include "unit/interface/builder/builders.hpp"

namespace telemetryflow {
namespace {

using namespace std::chrono_literals;
using test::builder_with;
using test::complete_builder;
using test::faults_of;
using test::names_once;
using test::Variables;
using Kind = ConfigOrigin::Kind;

constexpr const char* kWhole = R"(
service: {name: from-file, version: "9"}
credentials: {key_id: tfk_file, key_secret: tfs_file}
endpoint: {address: "file:4317", timeout: 7s}
)";

std::string value_of(const EffectiveConfig& config, const std::string& key) {
    const auto found = std::find_if(config.settings.begin(), config.settings.end(),
                                    [&](const auto& setting) { return setting.key == key; });
    return found == config.settings.end() ? "no such key" : found->value + " by " + to_string(found->origin);
}

TEST(BuilderConfigFileTest, NeedsNothingButAFile) {
    const test::TempDir folder;
    auto builder = builder_with({});
    const auto config = builder.with_config_file(folder.write("t.yaml", kWhole)).build_config();
    EXPECT_EQ(config.credentials, Credentials("tfk_file", "tfs_file"));
    EXPECT_EQ(config.service_name, "from-file");
    EXPECT_EQ(config.endpoint, "file:4317");
    EXPECT_EQ(config.timeout, 7s);
}

TEST(BuilderConfigFileTest, FindsItsFileByTheVariable) {
    const test::TempDir folder;
    const auto file = folder.write("t.yaml", kWhole);
    auto all = builder_with({{"TELEMETRYFLOW_CONFIG_FILE", file}});
    EXPECT_EQ(all.with_auto_configuration().build_config().service_name, "from-file");
    auto one = builder_with({{"TELEMETRYFLOW_CONFIG_FILE", file}, {"TELEMETRYFLOW_SERVICE_NAME", "unread"}});
    EXPECT_EQ(one.with_config_file_from_env().build_config().service_name, "from-file");
    auto none = complete_builder({{"TELEMETRYFLOW_CONFIG_FILE", "/nonexistent"}});
    EXPECT_TRUE(faults_of(none).empty()) << "variables that nobody asked for are not read";
    auto call = builder_with({{"TELEMETRYFLOW_CONFIG_FILE", "/nonexistent"}});
    EXPECT_EQ(call.with_auto_configuration().with_config_file(file).build_config().service_name, "from-file");
}

// Design, section 8: builder call > TELEMETRYFLOW_* > OTEL_* > file > default.
TEST(BuilderConfigFileTest, ComesBetweenVariablesAndDefaults) {
    const test::TempDir folder;
    const auto file = folder.write("t.yaml", kWhole);
    struct Layer {
        const char* expected;
        Variables variables;
        bool with_file;
        bool with_call;
    };
    const Variables otel{{"OTEL_EXPORTER_OTLP_TIMEOUT", "3000"}};
    const Variables own{{"OTEL_EXPORTER_OTLP_TIMEOUT", "3000"}, {"TELEMETRYFLOW_TIMEOUT", "2"}};
    for (const auto& [expected, variables, with_file, with_call] :
         {Layer{"30s by default", {}, false, false}, Layer{"7s by FILE:4:43", {}, true, false},
          Layer{"3s by OTEL_EXPORTER_OTLP_TIMEOUT", otel, true, false},
          Layer{"2s by TELEMETRYFLOW_TIMEOUT", own, true, false}, Layer{"1s by code", own, true, true}}) {
        auto builder = complete_builder(variables);
        if (with_call) builder.with_timeout(1s);
        if (with_file) builder.with_config_file(file);
        builder.with_auto_configuration();
        auto shown = value_of(builder.effective_config(), "endpoint.timeout");
        if (const auto at = shown.find(file); at != std::string::npos) shown.replace(at, file.size(), "FILE");
        EXPECT_EQ(shown, expected);
    }
}

TEST(BuilderConfigFileTest, LooksVariablesUpWhereTheBuilderDoes) {
    const test::TempDir folder;
    auto builder = complete_builder({{"ZONE", "b"}});
    builder.with_config_file(folder.write("t.yaml", "resource_attributes: {zone: '${ZONE}'}"));
    EXPECT_EQ(builder.build_config().custom_attributes.at("zone"), "b") << "without asking for variables, too";
}

TEST(BuilderConfigFileTest, NamesItsFaultsBesideAllOthers) {
    const test::TempDir folder;
    const auto file =
        folder.write("t.yaml", "endpoint: {timeuot: 1s}\nbatch: {max_bytes: 1}\nretry: {max_backoff: 1s}");
    auto builder = builder_with({{"TELEMETRYFLOW_PROTOCOL", "smtp"}});
    builder.with_auto_configuration().with_config_file(file).with_environment("").with_api_key("tfk_a", "tfs_b");
    const auto faults = faults_of(builder);
    EXPECT_TRUE(names_once(faults, {"with_environment()"}));
    EXPECT_TRUE(names_once(faults, {"TELEMETRYFLOW_PROTOCOL", "'smtp'"}));
    EXPECT_TRUE(names_once(faults, {file + ":1:12: ", "'endpoint.timeuot'", "did you mean endpoint.timeout?"}));
    EXPECT_TRUE(names_once(faults, {file + ":2:20: ", "batch.max_bytes", "from 64KiB to 4032KiB"}));
    EXPECT_TRUE(names_once(faults, {"retry_max_backoff must be at least", "(the value is from " + file + ":3:22)"}));
    EXPECT_TRUE(names_once(faults, {"service_name is required"}));
    EXPECT_EQ(faults.size(), 6U);
    EXPECT_EQ(builder.effective_config().faults, faults);
}

TEST(BuilderConfigFileTest, DoesNotNameAsMissingWhatItRefused) {
    const test::TempDir folder;
    auto builder = builder_with({});
    builder.with_config_file(folder.write("t.yaml", "service: {name: [a]}\ncredentials: {key_id: '${NONE}'}\n"));
    const auto faults = faults_of(builder);
    EXPECT_TRUE(names_once(faults, {"service.name must be one value"}));
    EXPECT_TRUE(names_once(faults, {"credentials.key_id needs the variable 'NONE'"}));
    EXPECT_TRUE(names_once(faults, {"API key secret is required"})) << "which nobody gave";
    EXPECT_EQ(faults.size(), 3U);
}

TEST(BuilderConfigFileTest, IsAFaultWhereNothingCanReadIt) {
    const auto before = register_config_parser(nullptr);
    ASSERT_EQ(before, &parse_yaml_config) << "linking the component registers its parser";
    auto by_variable = complete_builder({{"TELEMETRYFLOW_CONFIG_FILE", "/etc/t.yaml"}});
    const auto faults = faults_of(by_variable.with_auto_configuration());
    auto by_call = complete_builder();
    const auto others = faults_of(by_call.with_config_file("/etc/t.yaml"));
    (void)register_config_parser(before);
    EXPECT_TRUE(names_once(faults, {"TELEMETRYFLOW_CONFIG_FILE: /etc/t.yaml", "link telemetryflow::config_file"}));
    EXPECT_EQ(faults.size(), 1U);
    EXPECT_TRUE(names_once(others, {"/etc/t.yaml is not read", "link telemetryflow::config_file"}));
    EXPECT_EQ(others.size(), 1U);
}

TEST(BuilderConfigFileTest, TakesAParserOfTheProgramsOwn) {
    const test::TempDir folder;
    const auto before = register_config_parser([](std::string_view text) {
        ConfigParseResult result;
        result.root.kind = ConfigNode::Kind::Map;
        auto& section = result.root.members.emplace_back();
        section.key = "collector";
        section.value.kind = ConfigNode::Kind::Map;
        auto& id = section.value.members.emplace_back();
        id.key = "id";
        id.value.kind = ConfigNode::Kind::Scalar;
        id.value.text = text;
        return result;
    });
    auto builder = complete_builder();
    const auto config = builder.with_config_file(folder.write("t.txt", "as it is")).build_config();
    (void)register_config_parser(before);
    EXPECT_EQ(config.collector_id, "as it is");
}

TEST(BuilderConfigFileTest, NamesWhatItLeavesOutInItsDiagnostics) {
    const test::TempDir folder;
    auto builder = complete_builder();
    builder.with_config_file(folder.write("t.yaml", "http: {max_idle_conns: 3}"));
    EXPECT_TRUE(faults_of(builder).empty());
    EXPECT_TRUE(names_once(builder.diagnostics(), {":1:24: http.max_idle_conns is not supported here"}));
}

TEST(BuilderConfigFileTest, ReadsTheFileWhenItBuildsAndNotBefore) {
    const test::TempDir folder;
    const auto path = folder.file("later.yaml");
    auto builder = complete_builder();
    builder.with_config_file(path);
    EXPECT_EQ(faults_of(builder).size(), 1U);
    (void)folder.write("later.yaml", "collector: {id: later}");
    EXPECT_EQ(builder.build_config().collector_id, "later");
}

TEST(BuilderConfigFileTest, HasTheDefaultEndpointOfTheFilesProtocol) {
    const test::TempDir folder;
    auto builder = builder_with({});
    builder.with_config_file(folder.write("t.yaml", "endpoint: {protocol: http}")).with_api_key("tfk_a", "tfs_b");
    EXPECT_EQ(builder.with_service("s").build_config().endpoint, TelemetryFlowBuilder::kDefaultHttpEndpoint);
    EXPECT_EQ(value_of(builder.effective_config(), "endpoint.address"), "api.telemetryflow.id:4318 by default");
}

}  // namespace
}  // namespace telemetryflow
