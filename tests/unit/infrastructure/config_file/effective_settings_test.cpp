#include "infrastructure/config/effective_settings.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "infrastructure/config/environment_registry.hpp"
#include "infrastructure/config/option_registry.hpp"
#include "unit/infrastructure/config_file/yaml_file.hpp"

namespace telemetryflow::config {
namespace {

using Kind = ConfigOrigin::Kind;

ConfigSetting setting(const ConfigDraft& draft, const std::string& key) {
    const auto settings = effective_settings(draft);
    const auto found = std::find_if(settings.begin(), settings.end(), [&](const auto& one) { return one.key == key; });
    EXPECT_NE(found, settings.end()) << key;
    return found == settings.end() ? ConfigSetting{} : *found;
}

TEST(EffectiveSettingsTest, AreTheDefaultsWithoutSources) {
    std::set<std::string> keys;
    for (const auto& one : effective_settings(ConfigDraft{})) {
        EXPECT_TRUE(keys.insert(one.key).second) << one.key;
        EXPECT_EQ(one.origin, ConfigOrigin{}) << one.key;
    }
    EXPECT_EQ(keys.size(), option_rows().size() - 1) << "all but the file itself";
}

// Defect P-15 of the family: documented defaults were not those in effect.
TEST(EffectiveSettingsTest, ShowTheDocumentedDefaults) {
    int checked = 0;
    for (const auto& row : option_rows()) {
        if (row.default_text.empty() || row.option == ConfigOption::Endpoint) continue;
        EXPECT_EQ(setting(ConfigDraft{}, std::string(row.key)).value, row.default_text) << row.key;
        ++checked;
    }
    EXPECT_GT(checked, 35);
}

TEST(EffectiveSettingsTest, SayWhereEachValueCameFrom) {
    ConfigDraft draft;
    draft.config.datacenter = "code";
    draft.settled.add(ConfigOption::Datacenter);
    draft.config.custom_attributes["by"] = "code";
    const auto environment = test::environment_of({{"TELEMETRYFLOW_TIMEOUT", "90"},
                                                   {"OTEL_BSP_SCHEDULE_DELAY", "1500"},
                                                   {"ENV", "staging"},
                                                   {"TELEMETRYFLOW_RESOURCE_ATTRIBUTES", "zone=a"},
                                                   {"OTEL_EXPORTER_OTLP_HEADERS", "x-otel=1"},
                                                   {"OTEL_RESOURCE_ATTRIBUTES", "service.version=7"}});
    (void)EnvironmentRegistry::apply(environment, OptionSet::all(), draft);
    draft = test::apply_yaml("service: {name: shop}\nresource_attributes:\n  file: yes\n", {}, draft).draft;
    using Expected = std::pair<std::string, ConfigOrigin>;
    const auto shown = [&](const std::string& key) {
        const auto one = setting(draft, key);
        return Expected(one.value, one.origin);
    };
    EXPECT_EQ(shown("collector.datacenter"), Expected("code", {Kind::Code, ""}));
    EXPECT_EQ(shown("endpoint.timeout"), Expected("90s", {Kind::Variable, "TELEMETRYFLOW_TIMEOUT"}));
    EXPECT_EQ(shown("batch.timeout"), Expected("1500ms", {Kind::Variable, "OTEL_BSP_SCHEDULE_DELAY"}));
    EXPECT_EQ(shown("service.environment"), Expected("staging", {Kind::Variable, "ENV"}));
    EXPECT_EQ(shown("service.version"), Expected("7", {Kind::Variable, "OTEL_RESOURCE_ATTRIBUTES"}));
    EXPECT_EQ(shown("service.name"), Expected("shop", {Kind::File, "file.yaml:1:17"}));
    EXPECT_EQ(shown("service.namespace"), Expected("telemetryflow", {}));
    EXPECT_EQ(shown("resource_attributes.by"), Expected("code", {Kind::Code, ""}));
    EXPECT_EQ(shown("resource_attributes.zone"), Expected("a", {Kind::Variable, "TELEMETRYFLOW_RESOURCE_ATTRIBUTES"}));
    EXPECT_EQ(shown("resource_attributes.file"), Expected("yes", {Kind::File, "file.yaml:3:9"}));
    EXPECT_EQ(shown("headers.x-otel"), Expected("[REDACTED]", {Kind::Variable, "OTEL_EXPORTER_OTLP_HEADERS"}));
    EXPECT_EQ(shown("collector.tags"), Expected("", {}));
}

TEST(EffectiveSettingsTest, ShowNoSecret) {
    auto draft = test::apply_yaml(R"(
credentials: {key_id: tfk_shown, key_secret: tfs_canary}
headers: {X-Token: canary}
endpoint: {address: "http://user:canary@host", query_address: "https://host:1"}
)")
                     .draft;
    for (const auto& one : effective_settings(draft))
        EXPECT_EQ(one.value.find("canary"), std::string::npos) << one.key;
    EXPECT_EQ(setting(draft, "credentials.key_id").value, "tfk_shown");
    EXPECT_EQ(setting(draft, "credentials.key_secret").value, "[REDACTED]");
    EXPECT_EQ(setting(draft, "endpoint.address").value, "[REDACTED]");
    EXPECT_EQ(setting(draft, "endpoint.query_address").value, "https://host:1");
    draft.api_key_id = "canary";
    EXPECT_EQ(setting(draft, "credentials.key_id").value, "[REDACTED]");
    EXPECT_EQ(setting(ConfigDraft{}, "credentials.key_secret").value, "");
}

TEST(EffectiveSettingsTest, AddToAFaultWhereTheValueCameFrom) {
    const auto draft =
        test::apply_yaml("retry: {max_backoff: 1s}\ngrpc: {keepalive: {time: 5s}}\ntls: {client_key_file: k}").draft;
    EXPECT_EQ(with_origin("retry_max_backoff must be at least x", draft),
              "retry_max_backoff must be at least x (the value is from file.yaml:1:22)");
    EXPECT_EQ(with_origin("grpc_keepalive.time must be y", draft),
              "grpc_keepalive.time must be y (the value is from file.yaml:2:26)");
    EXPECT_EQ(with_origin("timeout must be z", draft), "timeout must be z");
    EXPECT_EQ(with_origin("something else", draft), "something else");
}

}  // namespace
}  // namespace telemetryflow::config
