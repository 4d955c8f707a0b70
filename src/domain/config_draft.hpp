#pragma once

// A configuration while its settings are still being gathered: the key's parts may come from different places, and
// `settled` tells which settings already have their final value. Owned by whoever gathers; not shared between threads.

#include <optional>
#include <string>

#include "telemetryflow/domain/telemetry_config.hpp"

#include "domain/option_origins.hpp"

namespace telemetryflow {

struct ConfigDraft {
    TelemetryConfig config;
    std::optional<std::string> api_key_id;
    std::optional<std::string> api_key_secret;
    /// A file whose settings come after those of all variables.
    std::optional<std::string> config_file;
    OptionOrigins settled;
    /// Options whose value was refused: that it is missing therefore is not worth a fault of its own.
    OptionSet refused;
};

}  // namespace telemetryflow
