#pragma once

// One setting as it is in effect, fit for showing. A value; safe to use from any thread.

#include <string>

#include "telemetryflow/domain/config_origin.hpp"

namespace telemetryflow {

struct ConfigSetting {
    /// As a configuration file has it, for example "endpoint.timeout" or "headers.x-tenant".
    std::string key;
    /// The variable that sets the same, for example "TELEMETRYFLOW_TIMEOUT"; of an entry of a map, that of the map.
    std::string variable;
    /// As a file or the variable would give it; empty when nothing is set, and "[REDACTED]" for a secret and for the
    /// value of a header.
    std::string value;
    ConfigOrigin origin;

    friend bool operator==(const ConfigSetting&, const ConfigSetting&) = default;
};

}  // namespace telemetryflow
