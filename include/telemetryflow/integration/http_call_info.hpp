#pragma once

// What an adapter tells of a call that begins. It owns nothing: whoever makes it keeps the texts alive until the call
// returns. A value for parameters.

#include <cstdint>
#include <string_view>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/middleware/no_headers.hpp"

namespace telemetryflow {

struct HttpCallInfo {
    std::string_view method;
    std::string_view scheme = "http";
    /// A name or an address, without brackets.
    std::string_view host;
    std::uint16_t port = 0;  // 0: the scheme's own
    /// With a slash before it and without the query; user name and password are no part of it.
    std::string_view path = "/";
    /// Without the question mark.
    std::string_view query{};
    /// The pattern of the path, such as /users/{id}, when the caller knows it: it names the span.
    std::string_view url_template{};
    /// Which repetition of the call this is; 0 for the first attempt.
    std::uint32_t resend_count = 0;
    TextMapGetter headers = kNoHeaders;
};

}  // namespace telemetryflow
