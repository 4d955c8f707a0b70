#pragma once

// The base of every middleware: a server span, the family's and OpenTelemetry's metrics, and the caller's trace and
// baggage for each request, whatever the framework. Use it as it is for a framework of your own, or derive from it. It
// refers to the client, which must stay where it is and outlive it; requests that are open keep what they need. Safe to
// use from any thread; no call throws into a request, changes a response or blocks. Follows "TelemetryMiddleware" of
// the specification and OpenTelemetry's HTTP semantic conventions (spans and metrics of servers).

#include <memory>
#include <string_view>

#include "telemetryflow/client.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/middleware/http_request_info.hpp"
#include "telemetryflow/middleware/middleware_options.hpp"
#include "telemetryflow/middleware/request_scope.hpp"
#include "telemetryflow/middleware/server_request.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT TelemetryMiddleware {
public:
    /// The client need not be initialized yet; requests before that are left alone. Throws ConfigError for a trusted
    /// proxy that is no address and no network.
    explicit TelemetryMiddleware(TelemetryFlowClient& client, MiddlewareOptions options = {});

    /// Whether a request to `path` is recorded, as far as excluded_paths says.
    [[nodiscard]] bool should_instrument(std::string_view path) const noexcept;

    /// Starts a request whose handling goes from thread to thread; RequestScope starts one that stays on this thread.
    [[nodiscard]] ServerRequest start_request(const HttpRequestInfo& info) const noexcept;
    /// Ends it with the status that the client got, and the error that the handler ended with, if any.
    void end_request(ServerRequest& request, int status, const std::exception* error = nullptr) const noexcept;

private:
    std::shared_ptr<const HttpServerTelemetry> telemetry_;
};

}  // namespace telemetryflow
