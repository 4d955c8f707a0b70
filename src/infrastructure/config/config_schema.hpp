#pragma once

// The JSON Schema of configuration files, made of the registry. A pure function; safe to use from any thread.

#include <string>

namespace telemetryflow::config {

/// Returns a schema of JSON Schema 2020-12 with a line feed at its end. What it accepts, the SDK does too, but for what
/// concerns several keys; the SDK accepts more spellings of some values.
[[nodiscard]] std::string config_schema();

}  // namespace telemetryflow::config
