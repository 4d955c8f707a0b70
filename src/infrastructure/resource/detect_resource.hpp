#pragma once

// Gathers the resource: who sends the telemetry and from where (OpenTelemetry resource semantic conventions). Called
// once per client start, on the starting thread.

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "telemetryflow/application/ports/environment.hpp"
#include "telemetryflow/domain/telemetry_config.hpp"

#include "infrastructure/resource/system_probe.hpp"

namespace telemetryflow::resource {

using ResourceValue = std::variant<std::string, std::int64_t>;
using ResourceAttributes = std::map<std::string, ResourceValue>;

/// Returns all attributes in the order of their names. From weakest to strongest: those of the
/// config's resource_detectors (only with enrich_resources), OTEL_RESOURCE_ATTRIBUTES, the config's service and
/// deployment, telemetry.sdk.*, and the config's custom attributes. A bad OTEL_RESOURCE_ATTRIBUTES is left out as a
/// whole and named in `warnings` without its value. Values are as given; whether they are UTF-8 is the encoder's
/// concern.
[[nodiscard]] ResourceAttributes detect_resource(const TelemetryConfig& config, const Environment& environment,
                                                 std::vector<std::string>& warnings,
                                                 const SystemProbe& probe = SystemProbe::of_this_process());

}  // namespace telemetryflow::resource
