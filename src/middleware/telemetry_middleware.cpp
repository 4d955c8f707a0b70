#include "telemetryflow/middleware/telemetry_middleware.hpp"

#include <utility>

#include "middleware/http_server_telemetry.hpp"

namespace telemetryflow {

TelemetryMiddleware::TelemetryMiddleware(TelemetryFlowClient& client, MiddlewareOptions options)
    : telemetry_(std::make_shared<HttpServerTelemetry>(client, std::move(options))) {}

bool TelemetryMiddleware::should_instrument(std::string_view path) const noexcept {
    return !telemetry_->is_excluded(path);
}

ServerRequest TelemetryMiddleware::start_request(const HttpRequestInfo& info) const noexcept {
    return telemetry_->start(info);
}

void TelemetryMiddleware::end_request(ServerRequest& request, int status, const std::exception* error) const noexcept {
    if (error != nullptr) request.record_exception(*error);
    request.end(status);
}

}  // namespace telemetryflow
