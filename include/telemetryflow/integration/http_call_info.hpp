#pragma once

// What an adapter tells of a call that begins. It owns nothing: whoever makes it keeps the texts alive until the call
// returns. A value for parameters.

#include <string_view>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/middleware/no_headers.hpp"

namespace telemetryflow {

/// What is not known stays empty or 0 and is left out.
struct HttpCallInfo {
    /// As it is sent.
    std::string_view method{};
    /// The whole URL; secrets in it are not recorded.
    std::string_view url{};
    /// A name or an address, without brackets.
    std::string_view host{};
    /// The one that is connected to, also where the URL leaves it to the scheme.
    int port = 0;
    /// The pattern of the path, such as /users/{id}, when the caller knows it: it names the span.
    std::string_view url_template{};
    /// How often the same request had been sent before.
    int resend_count = 0;
    TextMapGetter headers = kNoHeaders;
};

}  // namespace telemetryflow
