#pragma once

// The OTLP transport that carries telemetry. A value; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class Protocol : std::uint8_t { Grpc, Http };

/// Returns "grpc" or "http", the family's spelling.
[[nodiscard]] constexpr std::string_view to_string(Protocol protocol) noexcept {
    return protocol == Protocol::Grpc ? "grpc" : "http";
}

/// Reads "grpc", "http" or "http/protobuf" in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<Protocol> protocol_from_string(std::string_view text) noexcept;

}  // namespace telemetryflow
