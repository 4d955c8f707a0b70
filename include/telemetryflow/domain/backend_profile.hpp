#pragma once

// How strictly the backend is expected to follow OTLP. A value; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

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

/// Reads "telemetryflow" or "otlp" in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<BackendProfile> backend_profile_from_string(
    std::string_view text) noexcept;

}  // namespace telemetryflow
