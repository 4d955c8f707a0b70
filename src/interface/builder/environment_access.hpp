#pragma once

// How the builder reaches the registry of variables, which lies in a layer it does not see: builder_composition.cpp
// joins the two. Called on the building thread.

#include <string>
#include <vector>

#include "telemetryflow/application/ports/environment.hpp"

#include "domain/config_draft.hpp"

namespace telemetryflow {

struct EnvironmentFindings {
    std::vector<std::string> errors;
    std::vector<std::string> warnings;
};

/// Applies the variables of the `requested` options to the draft, looked up in `environment` or, when that is empty, in
/// the process's environment.
EnvironmentFindings read_environment(const Environment& environment, const OptionSet& requested, ConfigDraft& draft);

}  // namespace telemetryflow
