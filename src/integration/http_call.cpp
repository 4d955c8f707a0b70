#include "telemetryflow/integration/http_call.hpp"

#include <utility>

#include "integration/http_client_telemetry.hpp"
#include "middleware/attach_context.hpp"

namespace telemetryflow {

HttpCall::HttpCall(HttpCall&& other) noexcept
    : telemetry_(std::move(other.telemetry_)),
      span_(std::move(other.span_)),
      context_(std::move(other.context_)),
      started_(other.started_),
      method_(other.method_),
      port_(other.port_) {
    host_.assign(other.host_.view());
}

HttpCall::~HttpCall() {
    end({.error_type = "canceled"});
}

std::optional<ContextGuard> HttpCall::attach() const noexcept {
    if (!is_instrumented()) return std::nullopt;
    return middleware::attach_context(telemetry_->client(), context_);
}

void HttpCall::set_request(const HttpCallInfo& info) noexcept {
    if (is_instrumented()) telemetry_->set_request(*this, info);
}

void HttpCall::end(const HttpCallResult& result) noexcept {
    if (const auto telemetry = std::exchange(telemetry_, nullptr)) telemetry->end(*this, result);
}

}  // namespace telemetryflow
