#pragma once

// What an adapter tells the middleware of a request that came in. It owns nothing: whoever makes it keeps the texts and
// the carrier alive until the call returns. A value for parameters.

#include <cstdint>
#include <string_view>

#include "telemetryflow/application/ports/text_map_getter.hpp"

namespace telemetryflow {

struct HttpRequestInfo {
    std::string_view method;
    /// As it came, without the query; never a span's name nor a metric's attribute.
    std::string_view path;
    /// Without the question mark.
    std::string_view query{};
    std::string_view scheme = "http";
    /// The Host header or :authority.
    std::string_view host{};
    std::string_view user_agent{};
    /// "1.0", "1.1", "2" or "3".
    std::string_view protocol_version{};
    /// The other end of the connection, which may be a proxy.
    std::string_view peer_address{};
    std::uint16_t peer_port = 0;
    /// The pattern that matched, when that is known yet; such as /users/{id}.
    std::string_view route{};
    TextMapGetter headers;
};

}  // namespace telemetryflow
