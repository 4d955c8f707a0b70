#pragma once

// Which parameters of URLs are taken for secrets when nobody says otherwise, on both sides of a call.

#include <string>
#include <vector>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

/// Names of parameters that usually carry tokens, keys and signatures, in lower case; those of OpenTelemetry's semantic
/// conventions ("url.query") are among them.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::vector<std::string> secret_parameter_names();

}  // namespace telemetryflow
