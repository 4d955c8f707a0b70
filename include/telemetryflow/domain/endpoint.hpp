#pragma once

// Where the backend listens, taken apart and checked. Immutable once parsed. A value; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryflow/domain/protocol.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

struct EndpointParseResult;

class TELEMETRYFLOW_EXPORT Endpoint {
public:
    enum class Scheme : std::uint8_t { None, Http, Https };

    /// Reads host, host:port, [IPv6]:port, or http(s)://host[:port][/path] (scheme in any case). Refuses everything
    /// else with a reason that never repeats user information, a query or a fragment.
    [[nodiscard]] static EndpointParseResult parse(std::string_view text);

    [[nodiscard]] Scheme scheme() const noexcept { return scheme_; }
    /// The name or address, in lower case and without the brackets of an IPv6 address.
    [[nodiscard]] const std::string& host() const noexcept { return host_; }
    /// The port as given; nothing when the endpoint named none.
    [[nodiscard]] std::optional<std::uint16_t> port() const noexcept { return port_; }
    /// The path without a trailing slash; empty for none. OTLP/HTTP puts it before the path of the signal.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    /// Returns the port, or OTLP's default: 4317 for gRPC, 4318 for HTTP, also where a URL's would be 80 or 443.
    [[nodiscard]] std::uint16_t port_or_default(Protocol protocol) const noexcept;
    /// Returns whether the host is localhost, in 127.0.0.0/8, or ::1: what leaves for it never leaves this machine.
    [[nodiscard]] bool is_loopback() const noexcept;
    /// Returns whether TLS is used: as the scheme says, and without a scheme unless `insecure`.
    [[nodiscard]] bool uses_tls(bool insecure) const noexcept;
    /// Returns scheme://host:port, with brackets around an IPv6 address and without the path.
    [[nodiscard]] std::string url(Protocol protocol, bool insecure) const;

    friend bool operator==(const Endpoint&, const Endpoint&) = default;

private:
    friend class EndpointParser;
    Endpoint() = default;

    Scheme scheme_ = Scheme::None;
    std::string host_;
    std::optional<std::uint16_t> port_;
    std::string path_;
};

/// Either an endpoint or the reason why the text is none.
struct EndpointParseResult {
    std::optional<Endpoint> endpoint;
    std::string fault;
};

}  // namespace telemetryflow
