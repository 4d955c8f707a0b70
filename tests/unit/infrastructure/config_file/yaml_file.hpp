#pragma once

// Applies a configuration file given as text, with variables given as a map.

#include <string>
#include <utility>

#include "telemetryflow/yaml_config_parser.hpp"

#include "infrastructure/config/config_file.hpp"
#include "unit/infrastructure/config/variables.hpp"

namespace telemetryflow::test {

struct AppliedFile {
    ConfigDraft draft;
    config::ConfigFileReport report;
};

/// Applies `text` as the file "file.yaml".
inline AppliedFile apply_yaml(const std::string& text, Variables variables = {}, ConfigDraft draft = {}) {
    AppliedFile applied{.draft = std::move(draft), .report = {}};
    applied.report = config::apply_config_text("file.yaml", text, parse_yaml_config,
                                               environment_of(std::move(variables)), applied.draft);
    return applied;
}

}  // namespace telemetryflow::test
