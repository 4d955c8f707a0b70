#include "infrastructure/config/effective_settings.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "domain/text.hpp"
#include "infrastructure/config/option_registry.hpp"

namespace telemetryflow::config {
namespace {

/// A secret that stands where none belongs is one all the same.
std::string without_secret(std::string value) {
    return value.find(Credentials::kKeySecretPrefix) == std::string::npos ? std::move(value) : "[REDACTED]";
}

void add_entries(const OptionRow& row, const ConfigDraft& draft, std::vector<ConfigSetting>& settings) {
    const auto entries = row.value.list(draft);
    for (const auto& [name, value] : entries) {
        settings.push_back({.key = std::string(row.key) + "." + without_secret(name),
                            .variable = std::string(row.variable),
                            .value = without_secret(value),
                            .origin = draft.settled.of_entry(row.option, name)});
    }
    if (!entries.empty()) return;
    settings.push_back({.key = std::string(row.key), .variable = std::string(row.variable), .value = {}, .origin = {}});
}

/// A field is called as its variable is, but for the prefix, case, and dots.
bool is_variable_of(std::string_view variable, std::string_view field) {
    constexpr std::string_view kPrefix = "TELEMETRYFLOW_";
    if (!variable.starts_with(kPrefix)) return false;
    variable.remove_prefix(kPrefix.size());
    return std::equal(variable.begin(), variable.end(), field.begin(), field.end(),
                      [](char a, char b) { return text::lower(a) == (b == '.' ? '_' : b); });
}

}  // namespace

std::vector<ConfigSetting> effective_settings(const ConfigDraft& draft) {
    std::vector<ConfigSetting> settings;
    for (const auto& row : option_rows()) {
        if (row.key.empty()) continue;
        if (row.value.form.kind == ValueKind::Entries) {
            add_entries(row, draft, settings);
            continue;
        }
        settings.push_back({.key = std::string(row.key),
                            .variable = std::string(row.variable),
                            .value = without_secret(row.value.show(draft)),
                            .origin = draft.settled.of(row.option)});
    }
    return settings;
}

std::string with_origin(std::string fault, const ConfigDraft& draft) {
    const auto field = std::string_view(fault).substr(0, fault.find_first_of(" :"));
    for (const auto& row : option_rows()) {
        if (!is_variable_of(row.variable, field)) continue;
        const auto origin = draft.settled.of(row.option);
        const bool outside = origin.kind == ConfigOrigin::Kind::File || origin.kind == ConfigOrigin::Kind::Variable;
        if (outside) fault += " (the value is from " + to_string(origin) + ")";
        break;
    }
    return fault;
}

}  // namespace telemetryflow::config
