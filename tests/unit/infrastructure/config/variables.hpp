#pragma once

// Applies variables given as a map, instead of changing the process's environment.

#include <map>
#include <string>

#include "infrastructure/config/environment_registry.hpp"

namespace telemetryflow::test {

using Variables = std::map<std::string, std::string>;

inline Environment environment_of(Variables variables) {
    return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        if (found == variables.end()) return std::nullopt;
        return found->second;
    };
}

struct Applied {
    ConfigDraft draft;
    config::EnvironmentReport report;
};

/// Applies all variables to `draft`.
inline Applied apply(Variables variables, ConfigDraft draft = {}) {
    Applied applied{.draft = std::move(draft), .report = {}};
    applied.report =
        config::EnvironmentRegistry::apply(environment_of(std::move(variables)), OptionSet::all(), applied.draft);
    return applied;
}

}  // namespace telemetryflow::test
