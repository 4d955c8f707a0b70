#pragma once

// The two transports of OTLP with protobuf bodies.

#include <cstdint>
#include <string_view>

namespace telemetryflow::bench {

enum class Wire : std::uint8_t { Grpc, Http };

[[nodiscard]] constexpr std::string_view to_string(Wire wire) noexcept {
    return wire == Wire::Grpc ? "gRPC" : "HTTP";
}

}  // namespace telemetryflow::bench
