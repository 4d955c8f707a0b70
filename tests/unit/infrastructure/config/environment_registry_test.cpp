#include "infrastructure/config/environment_registry.hpp"

#include <cstdlib>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "infrastructure/config/process_environment.hpp"
#include "unit/infrastructure/config/variables.hpp"

namespace telemetryflow::config {
namespace {

using test::apply;
using test::environment_of;

// Defects P-14 and G-12 of the family: absent variables reset settings.
TEST(EnvironmentRegistryTest, ChangesNothingWithoutVariables) {
    ConfigDraft draft;
    draft.config.service_name = "mine";
    draft.api_key_id = "tfk_mine";
    const auto applied = apply({}, draft);
    EXPECT_EQ(applied.draft.config, draft.config);
    EXPECT_EQ(applied.draft.api_key_id, "tfk_mine");
    EXPECT_TRUE(applied.draft.settled.empty());
}

TEST(EnvironmentRegistryTest, TreatsAnEmptyVariableAsAbsent) {
    for (const auto variables :
         {EnvironmentRegistry::telemetryflow_variables(), EnvironmentRegistry::opentelemetry_variables()}) {
        for (const auto& variable : variables) {
            const auto applied = apply({{std::string(variable.name), ""}});
            EXPECT_EQ(applied.draft.config, TelemetryConfig{}) << variable.name;
            EXPECT_TRUE(applied.report.errors.empty() && applied.report.warnings.empty()) << variable.name;
        }
    }
}

// Defect P-15 of the family: the documented defaults of variables were not those of the builder.
TEST(EnvironmentRegistryTest, DocumentsTheDefaultsThatTheConfigHas) {
    int checked = 0;
    for (const auto& variable : EnvironmentRegistry::telemetryflow_variables()) {
        if (variable.default_text.empty() || variable.option == ConfigOption::Endpoint) continue;
        const auto applied = apply({{std::string(variable.name), std::string(variable.default_text)}});
        EXPECT_EQ(applied.draft.config, TelemetryConfig{}) << variable.name;
        EXPECT_TRUE(applied.report.errors.empty()) << variable.name;
        ++checked;
    }
    EXPECT_GT(checked, 30);
}

TEST(EnvironmentRegistryTest, NamesEachVariableOnceAndDescribesIt) {
    std::set<std::string> names;
    for (const auto variables :
         {EnvironmentRegistry::telemetryflow_variables(), EnvironmentRegistry::opentelemetry_variables()}) {
        for (const auto& variable : variables) {
            EXPECT_TRUE(names.insert(std::string(variable.name)).second) << variable.name;
            EXPECT_FALSE(variable.accepts.empty()) << variable.name;
            EXPECT_FALSE(variable.description.empty()) << variable.name;
        }
    }
    EXPECT_GE(names.size(), 85U);
}

// Defect G-11 of the family: most documented variables were never read.
TEST(EnvironmentRegistryTest, OffersEveryOptionThroughAVariable) {
    std::set<ConfigOption> options;
    for (const auto variables :
         {EnvironmentRegistry::telemetryflow_variables(), EnvironmentRegistry::opentelemetry_variables()}) {
        for (const auto& variable : variables)
            options.insert(variable.option);
    }
    EXPECT_EQ(options.size(), static_cast<std::size_t>(ConfigOption::Count));
}

TEST(EnvironmentRegistryTest, LeavesSettledAndUnrequestedOptionsAlone) {
    ConfigDraft draft;
    draft.config.service_name = "mine";
    draft.settled.add(ConfigOption::ServiceName);
    const auto environment = environment_of({{"TELEMETRYFLOW_SERVICE_NAME", "other"},
                                             {"OTEL_SERVICE_NAME", "third"},
                                             {"TELEMETRYFLOW_SERVICE_VERSION", "2"},
                                             {"TELEMETRYFLOW_TIMEOUT", "nonsense"}});
    const auto report =
        EnvironmentRegistry::apply(environment, {ConfigOption::ServiceName, ConfigOption::ServiceVersion}, draft);
    EXPECT_EQ(draft.config.service_name, "mine");
    EXPECT_EQ(draft.config.service_version, "2");
    EXPECT_TRUE(report.errors.empty());
}

TEST(EnvironmentRegistryTest, PrefersItsOwnVariablesToOpenTelemetrys) {
    const auto applied = apply({{"OTEL_SERVICE_NAME", "otel"},
                                {"TELEMETRYFLOW_SERVICE_NAME", "own"},
                                {"OTEL_EXPORTER_OTLP_TIMEOUT", "1500"},
                                {"TELEMETRYFLOW_TIMEOUT", "7"}});
    EXPECT_EQ(applied.draft.config.service_name, "own");
    EXPECT_EQ(applied.draft.config.timeout, std::chrono::seconds(7));
}

TEST(EnvironmentRegistryTest, ReportsABadValueAndTriesTheNextFallback) {
    const auto applied = apply({{"TELEMETRYFLOW_TIMEOUT", "soon"}, {"OTEL_EXPORTER_OTLP_TIMEOUT", "1500"}});
    ASSERT_EQ(applied.report.errors.size(), 1U);
    for (const char* part : {"TELEMETRYFLOW_TIMEOUT", "'soon'", "accepted is", "500ms, 10s or 1m", "with_timeout()"}) {
        EXPECT_NE(applied.report.errors[0].find(part), std::string::npos) << applied.report.errors[0];
    }
    EXPECT_EQ(applied.draft.config.timeout, std::chrono::milliseconds(1'500));
}

TEST(EnvironmentRegistryTest, ReportsEveryBadValue) {
    const auto applied = apply({{"TELEMETRYFLOW_TIMEOUT", "-1"},
                                {"TELEMETRYFLOW_PROTOCOL", "smtp"},
                                {"TELEMETRYFLOW_INSECURE", "maybe"},
                                {"TELEMETRYFLOW_BATCH_MAX_SIZE", "0"},
                                {"TELEMETRYFLOW_BUFFER_BYTES", "lots"}});
    EXPECT_EQ(applied.report.errors.size(), 5U);
    EXPECT_EQ(applied.draft.config, TelemetryConfig{});
}

TEST(EnvironmentRegistryTest, ShowsNoSecretInAnyReport) {
    constexpr const char* kCanary = "canary-7f3a";
    for (const auto variables :
         {EnvironmentRegistry::telemetryflow_variables(), EnvironmentRegistry::opentelemetry_variables()}) {
        for (const auto& variable : variables) {
            // Broken as a number, a word, a list and a percent sequence; a secret in whatever variable it landed.
            const auto applied = apply({{std::string(variable.name), std::string("tfs_") + kCanary + "%zz"}});
            for (const auto& list : {applied.report.errors, applied.report.warnings}) {
                for (const auto& message : list)
                    EXPECT_EQ(message.find(kCanary), std::string::npos) << message;
            }
        }
    }
    for (const char* name :
         {"TELEMETRYFLOW_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS", "TELEMETRYFLOW_RESOURCE_ATTRIBUTES",
          "TELEMETRYFLOW_COLLECTOR_TAGS", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"}) {
        const auto applied = apply({{name, std::string(kCanary) + "%zz"}});
        ASSERT_EQ(applied.report.errors.size() + applied.report.warnings.size(), 1U) << name;
        for (const auto& message : applied.report.errors) {
            EXPECT_EQ(message.find(kCanary), std::string::npos) << message;
            EXPECT_NE(message.find("[REDACTED]"), std::string::npos) << message;
        }
        for (const auto& message : applied.report.warnings)
            EXPECT_EQ(message.find(kCanary), std::string::npos);
    }
}

TEST(EnvironmentRegistryTest, ReadsTheProcessWhenNoOtherLookupIsGiven) {
    const auto environment = process_environment();
    ASSERT_NE(std::getenv("PATH"), nullptr);
    EXPECT_EQ(environment("PATH"), std::string(std::getenv("PATH")));
    EXPECT_EQ(environment("TELEMETRYFLOW_NO_SUCH_VARIABLE"), std::nullopt);
}

}  // namespace
}  // namespace telemetryflow::config
