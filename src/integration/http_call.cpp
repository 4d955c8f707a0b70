#include "telemetryflow/integration/http_call.hpp"

#include <utility>

#include "integration/http_client_telemetry.hpp"

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
    fail("canceled");
}

void HttpCall::end(int status, std::string_view protocol_version, TextMapGetter response_headers) noexcept {
    if (const auto telemetry = std::exchange(telemetry_, nullptr))
        telemetry->end(*this, status, protocol_version, response_headers);
}

void HttpCall::fail(std::string_view error_type, std::string_view message) noexcept {
    if (const auto telemetry = std::exchange(telemetry_, nullptr))
        telemetry->end(*this, 0, {}, kNoHeaders, error_type, message);
}

}  // namespace telemetryflow
