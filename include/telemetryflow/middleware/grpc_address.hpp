#pragma once

// Host and port of what gRPC calls a target or a peer: dns:///host:port, ipv4:127.0.0.1:50051, ipv6:[::1]:50051, or the
// path of unix:path. Owned and used by one thread.

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace telemetryflow {

class GrpcAddress {
public:
    explicit GrpcAddress(std::string_view text) {
        constexpr std::array<std::string_view, 5> kSchemes{"dns:", "ipv4:", "ipv6:", "passthrough:", "xds:"};
        if (text.starts_with(kUnix)) {
            host_ = text.substr(kUnix.size());
            return;
        }
        for (const std::string_view scheme : kSchemes) {
            if (text.starts_with(scheme)) {
                text.remove_prefix(scheme.size());
                break;
            }
        }
        if (text.starts_with("//")) text.remove_prefix(std::min(text.find('/', 2), text.size() - 1) + 1);
        // A list of addresses is known by its first.
        std::string host(text.substr(0, text.find(',')));
        replace(host, "%5B", "[");
        replace(host, "%5D", "]");
        const std::size_t bracket = host.find(']');
        const std::size_t colon = host.find(':', bracket == std::string::npos ? 0 : bracket);
        if (colon != std::string::npos) {
            std::from_chars(host.data() + colon + 1, host.data() + host.size(), port_);
            host.resize(colon);
        }
        if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
        host_ = std::move(host);
    }

    [[nodiscard]] std::string_view host() const noexcept { return host_; }
    /// 0 where there is none.
    [[nodiscard]] int port() const noexcept { return port_; }

private:
    static constexpr std::string_view kUnix = "unix:";

    static void replace(std::string& text, std::string_view what, std::string_view by) {
        if (const std::size_t at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
    }

    std::string host_;
    int port_ = 0;
};

}  // namespace telemetryflow
