#pragma once

// An address or a network, such as 10.0.0.0/8 or ::1. IPv4 addresses count as those mapped into IPv6. A value; safe to
// use from any thread.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace telemetryflow::middleware {

using IpBytes = std::array<std::uint8_t, 16>;

/// Reads a literal address of either kind, without brackets, port or zone.
[[nodiscard]] std::optional<IpBytes> ip_bytes_from(std::string_view text) noexcept;

class IpNetwork {
public:
    [[nodiscard]] static std::optional<IpNetwork> from(std::string_view text) noexcept;
    [[nodiscard]] bool contains(const IpBytes& address) const noexcept;

private:
    IpNetwork(const IpBytes& base, unsigned bits) noexcept : base_(base), bits_(bits) {}

    IpBytes base_;
    unsigned bits_;  // of the prefix, 0 to 128
};

}  // namespace telemetryflow::middleware
