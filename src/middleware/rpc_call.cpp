#include "telemetryflow/middleware/rpc_call.hpp"

#include <utility>

#include "middleware/attach_context.hpp"
#include "middleware/current_exception.hpp"
#include "middleware/rpc_telemetry.hpp"

namespace telemetryflow {

RpcCall::RpcCall(RpcCall&& other) noexcept
    : telemetry_(std::move(other.telemetry_)),
      span_(std::move(other.span_)),
      context_(std::move(other.context_)),
      started_(other.started_),
      system_(other.system_),
      server_port_(other.server_port_) {
    method_.assign(other.method_.view());
    server_address_.assign(other.server_address_.view());
    exception_type_.assign(other.exception_type_.view());
}

RpcCall::~RpcCall() {
    end({.failed = true});
}

void RpcCall::record_exception(const std::exception& error) noexcept {
    if (!is_instrumented()) return;
    middleware::describe_exception(error, [this](std::string_view type, std::string_view message) {
        exception_type_.assign(type);
        middleware::add_exception_event(span_, type, message);
    });
}

void RpcCall::record_current_exception() noexcept {
    if (!is_instrumented()) return;
    middleware::describe_current_exception([this](std::string_view type, std::string_view message) {
        exception_type_.assign(type);
        middleware::add_exception_event(span_, type, message);
    });
}

void RpcCall::end(const RpcResult& result) noexcept {
    if (const auto telemetry = std::exchange(telemetry_, nullptr)) telemetry->end(*this, result);
}

std::optional<ContextGuard> RpcCall::attach() const noexcept {
    if (!is_instrumented()) return std::nullopt;
    return middleware::attach_context(telemetry_->client(), context_);
}

}  // namespace telemetryflow
