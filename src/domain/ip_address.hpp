#pragma once

// Reading of literal IP addresses in their strict forms (RFC 3986 dotted quad, RFC 4291 text form). Pure functions;
// safe to use from any thread.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace telemetryflow {

using Ipv4Bytes = std::array<std::uint8_t, 4>;
using Ipv6Groups = std::array<std::uint16_t, 8>;

/// Reads four decimal numbers of 0 to 255 without leading zeros; shorthands like 127.1 are none.
[[nodiscard]] std::optional<Ipv4Bytes> parse_ipv4(std::string_view text) noexcept;
/// Reads an IPv6 address without brackets and without a zone.
[[nodiscard]] std::optional<Ipv6Groups> parse_ipv6(std::string_view text) noexcept;
/// Returns whether `host` is an address of this machine's loopback: 127.0.0.0/8, ::1, or the former mapped into IPv6.
[[nodiscard]] bool is_loopback_address(std::string_view host) noexcept;

}  // namespace telemetryflow
