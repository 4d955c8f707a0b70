#pragma once

// The JSON Schema of configuration files, made of the registry. A pure function; safe to use from any thread.

#include <string>

namespace telemetryflow::config {

/// Returns a schema of JSON Schema 2020-12 with a line feed at its end. The SDK accepts more spellings of some values,
/// and refuses more: numbers with units that are out of range, and settings that do not go together.
[[nodiscard]] std::string config_schema();

}  // namespace telemetryflow::config
