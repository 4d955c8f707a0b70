#pragma once

// Applies a configuration file to a draft: the weakest of the sources, so that it sets only what none before it
// settled. Faults of the whole file are found at once, each with its place; none of their messages holds a secret. Used
// by one thread.

#include <string>
#include <string_view>
#include <vector>

#include "telemetryflow/application/ports/config_parser.hpp"
#include "telemetryflow/application/ports/environment.hpp"

#include "domain/config_draft.hpp"

namespace telemetryflow::config {

struct ConfigFileReport {
    /// "path:line:column: what is wrong", in the order of the file, 100 at most.
    std::vector<std::string> errors;
    /// In the same form, what is left out because this SDK does not offer it.
    std::vector<std::string> warnings;
};

/// A draft that settled an option makes its value in the file irrelevant, right or wrong; keys are always checked.
[[nodiscard]] ConfigFileReport apply_config_text(const std::string& path, std::string_view text, ConfigParser parser,
                                                 const Environment& environment, ConfigDraft& draft);

/// Reads the file first; without a parser its only error says what to link.
[[nodiscard]] ConfigFileReport apply_config_file(const std::string& path, ConfigParser parser,
                                                 const Environment& environment, ConfigDraft& draft);

}  // namespace telemetryflow::config
