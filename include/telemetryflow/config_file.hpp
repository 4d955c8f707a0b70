#pragma once

// What can be asked about configuration files without building a client; TelemetryFlowBuilder::with_config_file() is
// how a client is configured by one. Files are read by the component telemetryflow::config_file, which has to be
// linked. Free functions; safe to use from any thread.

#include <string>

#include "telemetryflow/application/ports/environment.hpp"
#include "telemetryflow/domain/effective_config.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

/// Checks a file by itself, without other sources: its form, keys, types and ranges, and whether its settings go
/// together. An API key and a service, which other sources may give, may be missing. `environment` is what ${NAME} is
/// looked up in, by default the process's. Never throws because of the file.
[[nodiscard]] TELEMETRYFLOW_EXPORT EffectiveConfig validate_config_file(const std::string& path,
                                                                        const Environment& environment = {});

/// Returns the JSON Schema of configuration files, docs/reference/telemetryflow.schema.json.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string config_file_schema();

}  // namespace telemetryflow
