#pragma once

// Who sent a request, when proxies stand between. What a proxy says counts only when it is trusted, for anybody can
// write a header. Immutable; safe to use from any thread.

#include <string>
#include <string_view>
#include <vector>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/middleware/inline_text.hpp"

#include "middleware/ip_network.hpp"

namespace telemetryflow::middleware {

class ClientAddress {
public:
    using Text = InlineText<64>;

    /// Throws ConfigError with every text that is no address and no network.
    explicit ClientAddress(const std::vector<std::string>& trusted_proxies);

    /// The peer, or the nearest address before it in Forwarded (RFC 7239) or X-Forwarded-For that is no trusted
    /// proxy's.
    [[nodiscard]] Text find(std::string_view peer, TextMapGetter headers) const;

private:
    [[nodiscard]] bool is_trusted(std::string_view address) const noexcept;

    std::vector<IpNetwork> trusted_;
};

}  // namespace telemetryflow::middleware
