#pragma once

// How strictly the backend is expected to follow OTLP. A value; safe to use from any thread.

#include <cstdint>
#include <string_view>

namespace telemetryflow {

enum class BackendProfile : std::uint8_t {
    /// The TelemetryFlow collector: 500 and gRPC UNKNOWN mean overload and are retried, HTTP bodies are not gzipped
    /// unless asked for, `{}` answers a protobuf request.
    TelemetryFlow,
    /// The OTLP specification to the letter.
    Otlp,
};

/// Returns "telemetryflow" or "otlp".
[[nodiscard]] constexpr std::string_view to_string(BackendProfile profile) noexcept {
    return profile == BackendProfile::TelemetryFlow ? "telemetryflow" : "otlp";
}

}  // namespace telemetryflow
