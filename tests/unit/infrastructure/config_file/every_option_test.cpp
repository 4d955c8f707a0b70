// Every row of the registry works in every source, whatever is added to it.

#include <algorithm>
#include <limits>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "infrastructure/config/effective_settings.hpp"
#include "infrastructure/config/option_registry.hpp"
#include "unit/infrastructure/config_file/yaml_file.hpp"

namespace telemetryflow::config {
namespace {

/// A file that says one thing: `value` under the key.
std::string file_with(std::string_view key, const std::string& value) {
    std::string text;
    std::string indent;
    for (auto dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.')) {
        text.append(indent).append(key.substr(0, dot)).append(":\n");
        indent += "  ";
        key.remove_prefix(dot + 1);
    }
    return text.append(indent).append(key).append(": ").append(value).append("\n");
}

/// A value that is not the default, in the variable's form.
std::string other_value(const OptionRow& row) {
    const auto& form = row.value.form;
    switch (form.kind) {
        case ValueKind::Text: return "other";
        case ValueKind::Boolean: return row.value.show(ConfigDraft{}) == "true" ? "false" : "true";
        case ValueKind::Count: return "7";
        case ValueKind::Ratio: return "0.5";
        case ValueKind::Duration: return "77s";
        case ValueKind::Bytes: return form.least > (512U << 10U) ? "3MiB" : "300KiB";
        case ValueKind::Word: return std::string(form.words.back());
        case ValueKind::Words: return std::string(form.words.back());
        case ValueKind::Numbers: return "1,2";
        case ValueKind::Entries: return "k=v";
    }
    return {};
}

TEST(EveryOptionTest, MeansTheSameInAFileAndInItsVariable) {
    for (const auto& row : option_rows()) {
        if (row.key.empty()) continue;
        const auto value = other_value(row);
        const auto by_variable = test::apply({{std::string(row.variable), value}});
        const auto by_file =
            test::apply_yaml(file_with(row.key, row.value.form.kind == ValueKind::Entries ? "{k: v}" : value));
        EXPECT_TRUE(by_file.report.errors.empty()) << row.key;
        EXPECT_TRUE(by_variable.report.errors.empty()) << row.key;
        EXPECT_EQ(by_file.draft.config, by_variable.draft.config) << row.key;
        EXPECT_EQ(by_file.draft.api_key_id, by_variable.draft.api_key_id) << row.key;
        EXPECT_EQ(by_file.draft.api_key_secret, by_variable.draft.api_key_secret) << row.key;
        const bool changed = by_file.draft.config != TelemetryConfig{} || by_file.draft.api_key_id.has_value() ||
                             by_file.draft.api_key_secret.has_value();
        EXPECT_TRUE(changed) << row.key << " has no effect";
        if (row.value.form.kind == ValueKind::Entries) continue;
        EXPECT_EQ(by_file.draft.settled.of(row.option).kind, ConfigOrigin::Kind::File) << row.key;
        EXPECT_EQ(by_variable.draft.settled.of(row.option).where, row.variable) << row.key;
    }
}

TEST(EveryOptionTest, ShowsWhatReadsBackAsTheSame) {
    for (const auto& row : option_rows()) {
        if (row.key.empty() || row.secret || row.value.form.kind == ValueKind::Entries) continue;
        if (row.option == ConfigOption::ApiKeyId || row.value.form.noun.starts_with("host")) continue;
        const auto once = test::apply_yaml(file_with(row.key, other_value(row))).draft;
        const auto shown = row.value.show(once);
        const auto again = test::apply_yaml(file_with(row.key, shown)).draft;
        EXPECT_EQ(again.config, once.config) << row.key << " shows " << shown;
    }
}

TEST(EveryOptionTest, RefusesWhatIsOutOfItsRangeAndTakesItsEdges) {
    int ranges = 0;
    for (const auto& row : option_rows()) {
        const auto& form = row.value.form;
        const bool number = form.kind == ValueKind::Count || form.kind == ValueKind::Bytes;
        if (!number && form.kind != ValueKind::Duration) continue;
        const std::string unit = number ? "" : "ms";
        const auto errors = [&](std::uint64_t value) {
            return test::apply_yaml(file_with(row.key, std::to_string(value) + unit)).report.errors.size();
        };
        EXPECT_EQ(errors(form.least), 0U) << row.key;
        if (form.least > 0) {
            EXPECT_EQ(errors(form.least - 1), 1U) << row.key;
        }
        if (form.most == std::numeric_limits<std::uint64_t>::max()) continue;
        EXPECT_EQ(errors(form.most), 0U) << row.key;
        EXPECT_EQ(errors(form.most + 1), form.caps ? 0U : 1U) << row.key;
        ++ranges;
    }
    EXPECT_GT(ranges, 10);
}

// A range in the registry that the config's own validation does not share would let a file through, or refuse it.
TEST(EveryOptionTest, HasTheRangeOfTheConfigsOwnValidation) {
    for (const auto& row : option_rows()) {
        const auto& form = row.value.form;
        if (form.kind != ValueKind::Count && form.kind != ValueKind::Bytes) continue;
        ConfigDraft draft;
        draft.config.endpoint = "localhost:1";
        draft.config.service_name = "s";
        draft.config.backend_profile = BackendProfile::Otlp;
        ASSERT_EQ(row.value.apply(std::to_string(form.least), draft), ValueOutcome::Applied) << row.key;
        // The smallest of requests has to fit into the smallest of messages, which is another row's business.
        draft.config.batch_max_bytes = std::min<std::size_t>(draft.config.batch_max_bytes, 64U << 10U);
        EXPECT_TRUE(draft.config.validate().empty()) << row.key << ": " << draft.config.validate().front();
        if (form.least == 0) continue;
        ASSERT_EQ(row.value.apply(std::to_string(form.least - 1), draft), ValueOutcome::Applied) << row.key;
        EXPECT_FALSE(draft.config.validate().empty()) << row.key;
    }
}

TEST(EveryOptionTest, HasOneKeyOneVariableAndOneOption) {
    std::set<std::string_view> keys;
    std::set<std::string_view> variables;
    std::set<ConfigOption> options;
    for (const auto& row : option_rows()) {
        EXPECT_TRUE(keys.insert(row.key).second) << row.key;
        EXPECT_TRUE(variables.insert(row.variable).second) << row.variable;
        EXPECT_TRUE(options.insert(row.option).second) << row.variable;
    }
    for (const auto& other : file_only_keys())
        EXPECT_TRUE(keys.insert(other.key).second) << other.key;
    // A key that is also a section could hold either a value or further keys.
    for (const auto key : keys) {
        for (const auto other : keys)
            EXPECT_FALSE(!key.empty() && other.starts_with(std::string(key) + ".")) << key << " and " << other;
    }
    EXPECT_EQ(options.size(), static_cast<std::size_t>(ConfigOption::Count) - 2) << "all but what only OTEL_* says";
}

}  // namespace
}  // namespace telemetryflow::config
