#pragma once

// What an adapter tells of a call that ended. It owns nothing: whoever makes it keeps the texts alive until the call
// returns. A value for parameters.

#include <string_view>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/middleware/no_headers.hpp"

namespace telemetryflow {

/// What is not known stays empty or 0 and is left out.
struct HttpCallResult {
    /// From 400 on it is an error of its own, whatever error_type says.
    int status = 0;
    /// Why there is no complete answer: a word of low cardinality, such as "timeout", and a sentence.
    std::string_view error_type{};
    std::string_view error_message{};
    /// "1.0", "1.1", "2" or "3".
    std::string_view protocol_version{};
    /// The other end of the connection, which may be a proxy.
    std::string_view peer_address{};
    int peer_port = 0;
    TextMapGetter headers = kNoHeaders;
};

}  // namespace telemetryflow
