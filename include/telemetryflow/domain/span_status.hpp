#pragma once

// The status of a span. The values are those of OTLP's Status.StatusCode (trace.proto).
// Ok is final: once set, later changes are ignored (OpenTelemetry trace API, "Set Status").

#include <cstdint>

namespace telemetryflow {

enum class SpanStatus : std::uint8_t { Unset = 0, Ok = 1, Error = 2 };

}  // namespace telemetryflow
