#pragma once

// Shows what a draft holds and where it came from, without secrets. Pure functions; safe to use from any thread.

#include <string>
#include <vector>

#include "telemetryflow/domain/config_setting.hpp"

#include "domain/config_draft.hpp"

namespace telemetryflow::config {

[[nodiscard]] std::vector<ConfigSetting> effective_settings(const ConfigDraft& draft);

/// Returns a fault of TelemetryConfig::validate() with the place where its field's value came from, when that is a file
/// or a variable.
[[nodiscard]] std::string with_origin(std::string fault, const ConfigDraft& draft);

}  // namespace telemetryflow::config
