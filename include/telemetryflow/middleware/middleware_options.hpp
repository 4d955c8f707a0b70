#pragma once

// What a middleware records of requests. A plain value, read when the middleware is made.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryflow/middleware/http_request_info.hpp"
#include "telemetryflow/middleware/secret_parameters.hpp"
#include "telemetryflow/middleware/semantic_conventions.hpp"

namespace telemetryflow {

struct MiddlewareOptions {
    /// Paths that are left alone: exact ones, prefixes that end in '*', and patterns in which '*' is any text and '?'
    /// any character. They compare with the path without the query.
    std::vector<std::string> excluded_paths{};
    /// Called for every other request; false leaves it alone. What it throws is ignored.
    std::function<bool(const HttpRequestInfo&)> filter{};

    SemanticConventions semantic_conventions = SemanticConventions::Current;

    // The family's metrics, by method, path (the route) and status_code.
    bool record_request_count = true;     // http.requests.total
    bool record_request_duration = true;  // http.request.duration
    bool record_error_count = true;       // http.errors.total: status 400 and above, exceptions, aborted requests
    // OpenTelemetry's.
    bool record_server_duration = true;  // http.server.request.duration
    bool record_active_requests = true;  // http.server.active_requests

    /// Headers that become attributes http.request.header.<name> and http.response.header.<name>; none by default,
    /// since headers carry credentials.
    std::vector<std::string> captured_request_headers{};
    std::vector<std::string> captured_response_headers{};

    /// Addresses and networks (10.0.0.0/8) of proxies that are believed what they say of the client in Forwarded or
    /// X-Forwarded-For. Empty, the default: the client is the other end of the connection.
    std::vector<std::string> trusted_proxies{};

    /// Rewrites url.path; what it throws leaves the path out.
    std::function<std::string(std::string_view path)> redact_path{};
    /// Whether url.query is recorded.
    bool record_query = true;
    /// Parameters whose values become REDACTED; in any case, and percent-encoded too.
    std::vector<std::string> redacted_query_parameters = secret_parameter_names();
};

}  // namespace telemetryflow
