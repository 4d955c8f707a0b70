#include "telemetryflow/middleware/server_request.hpp"

#include <utility>

#include "middleware/attach_context.hpp"
#include "middleware/current_exception.hpp"
#include "middleware/http_method.hpp"
#include "middleware/http_server_telemetry.hpp"

namespace telemetryflow {

ServerRequest::ServerRequest(ServerRequest&& other) noexcept
    : telemetry_(std::move(other.telemetry_)),
      span_(std::move(other.span_)),
      context_(std::move(other.context_)),
      started_(other.started_),
      method_(other.method_) {
    scheme_.assign(other.scheme_.view());
    protocol_version_.assign(other.protocol_version_.view());
    route_.assign(other.route_.view());
    error_type_.assign(other.error_type_.view());
}

ServerRequest::~ServerRequest() {
    abort();
}

void ServerRequest::set_route(std::string_view route) noexcept {
    if (!is_instrumented() || route.empty() || route == route_.view()) return;
    route_.assign(route);
    InlineText<320> name;
    name.append(middleware::method_in_name(method_)).append(" ").append(route_.view());
    span_.update_name(name.view());
    span_.set_attribute("http.route", route_.view());
}

void ServerRequest::record_exception(const std::exception& error) noexcept {
    if (!is_instrumented()) return;
    middleware::describe_exception(
        error, [this](std::string_view type, std::string_view message) { record_exception(type, message); });
}

void ServerRequest::record_current_exception() noexcept {
    if (!is_instrumented()) return;
    middleware::describe_current_exception(
        [this](std::string_view type, std::string_view message) { record_exception(type, message); });
}

void ServerRequest::record_exception(std::string_view type, std::string_view message) noexcept {
    error_type_.assign(type);
    middleware::add_exception_event(span_, type, message);
}

void ServerRequest::end(int status, TextMapGetter response_headers) noexcept {
    if (const auto telemetry = std::exchange(telemetry_, nullptr))
        telemetry->end(*this, status, false, response_headers);
}

void ServerRequest::abort(int status) noexcept {
    if (const auto telemetry = std::exchange(telemetry_, nullptr)) telemetry->end(*this, status, true, kNoHeaders);
}

std::optional<ContextGuard> ServerRequest::attach() const noexcept {
    if (!is_instrumented()) return std::nullopt;
    return middleware::attach_context(telemetry_->client(), context_);
}

}  // namespace telemetryflow
