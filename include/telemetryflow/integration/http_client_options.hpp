#pragma once

// What is recorded of calls over HTTP. A plain value, read when the instrumentation is made.

#include <string>
#include <vector>

#include "telemetryflow/middleware/semantic_conventions.hpp"

namespace telemetryflow {

struct HttpClientOptions {
    SemanticConventions semantic_conventions = SemanticConventions::Current;
    bool record_duration = true;  // http.client.request.duration
    /// Whether contexts are sent along; off for calls to others, whom trace ids and baggage do not concern.
    bool propagate = true;
    /// Headers that become attributes http.request.header.<name> and http.response.header.<name>; none by default,
    /// since headers carry credentials.
    std::vector<std::string> captured_request_headers{};
    std::vector<std::string> captured_response_headers{};
    /// Whether url.full has the query.
    bool record_query = true;
    /// Names of parameters whose values become REDACTED, beside those that integration::redact_url() knows.
    std::vector<std::string> secret_parameters{};
};

}  // namespace telemetryflow
