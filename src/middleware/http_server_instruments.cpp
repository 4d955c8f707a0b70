#include "middleware/http_server_instruments.hpp"

#include "middleware/duration_boundaries.hpp"

namespace telemetryflow::middleware {

HttpServerInstruments::HttpServerInstruments(TelemetryFlowClient& client, const MiddlewareOptions& options) {
    if (options.record_request_count) {
        requests = client.counter("http.requests.total",
                                  {.unit = "{request}", .description = "HTTP requests.", .boundaries = {}});
    }
    if (options.record_request_duration) {
        duration = client.histogram(
            "http.request.duration",
            {.unit = "s", .description = "Duration of HTTP requests.", .boundaries = duration_boundaries()});
    }
    if (options.record_error_count) {
        errors = client.counter("http.errors.total",
                                {.unit = "{request}", .description = "HTTP requests that failed.", .boundaries = {}});
    }
    if (options.record_server_duration) {
        server_duration = client.histogram(
            "http.server.request.duration",
            {.unit = "s", .description = "Duration of HTTP server requests.", .boundaries = duration_boundaries()});
    }
    if (options.record_active_requests) {
        active = client.up_down_counter(
            "http.server.active_requests",
            {.unit = "{request}", .description = "Number of active HTTP server requests.", .boundaries = {}});
    }
}

}  // namespace telemetryflow::middleware
