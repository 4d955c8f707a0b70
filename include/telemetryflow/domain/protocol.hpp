#pragma once

// The OTLP transport that carries telemetry. A value; safe to use from any thread.

#include <cstdint>
#include <string_view>

namespace telemetryflow {

enum class Protocol : std::uint8_t { Grpc, Http };

/// Returns "grpc" or "http", the family's spelling.
[[nodiscard]] constexpr std::string_view to_string(Protocol protocol) noexcept {
    return protocol == Protocol::Grpc ? "grpc" : "http";
}

}  // namespace telemetryflow
