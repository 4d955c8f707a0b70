#pragma once

// The parts of gRPC over HTTP/2 (gRPC's PROTOCOL-HTTP2) that are not HTTP. Pure functions, over hostile bytes where
// the server is their source; safe to use from any thread.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::infrastructure {

inline constexpr std::size_t kGrpcPrefixBytes = 5;

/// Returns the prefix of a message: the compressed flag and the length, big endian.
[[nodiscard]] std::array<std::byte, kGrpcPrefixBytes> grpc_prefix(bool compressed, std::uint32_t size) noexcept;

struct GrpcFrame {
    bool compressed = false;
    std::string_view message;
};

/// Returns the one message of a unary response, or nothing when `body` is not exactly one.
[[nodiscard]] std::optional<GrpcFrame> parse_grpc_frame(std::string_view body) noexcept;

/// Returns the value of grpc-timeout: at most eight digits and a unit, never longer than `timeout` but at least 1 ms.
[[nodiscard]] std::string grpc_timeout(std::chrono::milliseconds timeout);

/// Returns the code that grpc-status names: UNKNOWN (2) for what is not a number, -1 for an empty text.
[[nodiscard]] int parse_grpc_status(std::string_view text) noexcept;

/// Undoes the percent-encoding of grpc-message; what is not one stays as it is.
[[nodiscard]] std::string percent_decode(std::string_view text);

/// Undoes base64 with or without padding; nothing when `text` is not base64.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

}  // namespace telemetryflow::infrastructure
