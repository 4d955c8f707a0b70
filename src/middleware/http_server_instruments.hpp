#pragma once

// The metrics of requests, made once the client is initialized. Values of handles; safe to use from any thread.

#include <optional>

#include "telemetryflow/client.hpp"
#include "telemetryflow/middleware/middleware_options.hpp"

namespace telemetryflow::middleware {

struct HttpServerInstruments {
    /// Throws NotInitializedError.
    HttpServerInstruments(TelemetryFlowClient& client, const MiddlewareOptions& options);

    std::optional<Counter> requests;
    std::optional<Histogram> duration;
    std::optional<Counter> errors;
    std::optional<Histogram> server_duration;
    std::optional<UpDownCounter> active;
};

}  // namespace telemetryflow::middleware
