#include "telemetryflow/middleware/request_scope.hpp"

#include <exception>

#include "telemetryflow/middleware/telemetry_middleware.hpp"

namespace telemetryflow {

RequestScope::RequestScope(const TelemetryMiddleware& middleware, const HttpRequestInfo& info) noexcept
    : request_(middleware.start_request(info)),
      current_(request_.attach()),
      exceptions_at_start_(std::uncaught_exceptions()) {}

RequestScope::~RequestScope() {
    constexpr int kInternalError = 500;
    if (std::uncaught_exceptions() > exceptions_at_start_) end(kInternalError);
    abort();
}

// The context stays current until the metrics are recorded, which then can point to the trace.
void RequestScope::end(int status, TextMapGetter response_headers) noexcept {
    request_.end(status, response_headers);
    current_.reset();
}

void RequestScope::abort(int status) noexcept {
    request_.abort(status);
    current_.reset();
}

}  // namespace telemetryflow
