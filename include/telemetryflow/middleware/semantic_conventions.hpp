#pragma once

// Which names requests have on the wire. A value; safe to use from any thread.

#include <cstdint>

namespace telemetryflow {

enum class SemanticConventions : std::uint8_t {
    Current,  // OpenTelemetry's stable names, such as http.request.method
    Both,     // and the older ones beside them, such as http.method, which the platform's collector aggregates by
};

}  // namespace telemetryflow
