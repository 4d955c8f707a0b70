#pragma once

// Where resource attributes come from besides the config (OpenTelemetry resource SDK, "Resource detectors"). A value;
// safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class ResourceDetector : std::uint8_t {
    Host,        // host.*
    Os,          // os.*
    Process,     // process.*
    Container,   // container.id, from cgroups
    Kubernetes,  // k8s.*, from the variables of the downward API
};

/// Returns the name, for example "host".
[[nodiscard]] constexpr std::string_view to_string(ResourceDetector detector) noexcept {
    switch (detector) {
        case ResourceDetector::Host: return "host";
        case ResourceDetector::Os: return "os";
        case ResourceDetector::Process: return "process";
        case ResourceDetector::Container: return "container";
        case ResourceDetector::Kubernetes: return "kubernetes";
    }
    return "unknown";
}

/// Reads a name in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<ResourceDetector> resource_detector_from_string(
    std::string_view text) noexcept;

/// Reads a list of names with commas between them, each taken once, or "none" alone; nothing when any name is unknown.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<std::vector<ResourceDetector>> resource_detectors_from_string(
    std::string_view text);

}  // namespace telemetryflow
