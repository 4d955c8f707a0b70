#pragma once

// What became of one HTTP request that a client sent, and how that is told: OpenTelemetry semantic conventions for HTTP
// client spans and for http.client.request.duration. The exchange owns nothing and is meant for parameters. Values;
// safe to use from any thread.

#include <cstdint>
#include <string_view>

#include "telemetryflow/export.hpp"
#include "telemetryflow/integration/duration_histogram.hpp"
#include "telemetryflow/span.hpp"

namespace telemetryflow::integration {

/// What is not known stays empty or 0 and is left out.
struct HttpClientExchange {
    std::string_view method = {};  // as it was sent
    std::string_view server_address = {};
    int server_port = 0;
    int status_code = 0;
    /// Why there is no complete response: a word of low cardinality, and a sentence.
    std::string_view error_type = {};
    std::string_view error_message = {};
    std::string_view protocol_version = {};  // "1.1", "2", "3"
    std::string_view peer_address = {};
    int peer_port = 0;
    /// How often the same request had been sent before.
    int resend_count = 0;
    double seconds = 0;
};

/// Names the span after the method, sets its attributes, and its status: Error without a response or with a status code
/// from 400 on. Records the duration. A method that HTTP does not define is "_OTHER", so that names stay few.
TELEMETRYFLOW_EXPORT void describe(const HttpClientExchange& exchange, Span& span,
                                   DurationHistogram& durations) noexcept;

}  // namespace telemetryflow::integration
