#pragma once

// How the builder reaches the sources of configuration, which lie in a layer it does not see:
// composition_configuration.cpp joins the two. Called on the building thread. An empty `environment` is the process's.

#include <string>
#include <vector>

#include "telemetryflow/application/ports/environment.hpp"
#include "telemetryflow/domain/config_setting.hpp"

#include "domain/config_draft.hpp"

namespace telemetryflow {

struct ConfigFindings {
    std::vector<std::string> errors;
    std::vector<std::string> warnings;
};

/// Applies the variables of the `requested` options to the draft.
ConfigFindings read_environment(const Environment& environment, const OptionSet& requested, ConfigDraft& draft);

/// Applies the file that the draft names, with the registered parser; nothing when it names none.
ConfigFindings read_config_file(const Environment& environment, ConfigDraft& draft);

/// Whether the user has a folder for what outlives programs (XDG_STATE_HOME).
[[nodiscard]] bool has_state_home(const Environment& environment);

[[nodiscard]] std::vector<ConfigSetting> settings_of(const ConfigDraft& draft);

/// Adds to a fault of validation where the value came from.
[[nodiscard]] std::string with_origin_of(std::string fault, const ConfigDraft& draft);

}  // namespace telemetryflow
