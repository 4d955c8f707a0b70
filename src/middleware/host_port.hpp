#pragma once

// A host with a port, as the Host header has it (RFC 3986, section 3.2). Views of the text; pure functions.

#include <cstdint>
#include <string_view>

namespace telemetryflow::middleware {

struct HostPort {
    std::string_view host;
    std::uint16_t port = 0;  // 0: none given
};

/// Splits "host", "host:port", "[v6]:port" and a bare IPv6 address; a port that is no number is left out.
[[nodiscard]] HostPort split_host_port(std::string_view text) noexcept;

}  // namespace telemetryflow::middleware
