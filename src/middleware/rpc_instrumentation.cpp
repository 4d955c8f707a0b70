#include "telemetryflow/middleware/rpc_instrumentation.hpp"

#include <utility>

#include "middleware/rpc_telemetry.hpp"

namespace telemetryflow {

RpcInstrumentation::RpcInstrumentation(TelemetryFlowClient& client, SpanKind kind, RpcOptions options)
    : telemetry_(std::make_shared<RpcTelemetry>(client, kind, std::move(options))) {}

RpcCall RpcInstrumentation::start_call(const RpcCallInfo& info, TextMapGetter metadata) const noexcept {
    return telemetry_->start(info, &metadata);
}

RpcCall RpcInstrumentation::start_call(const RpcCallInfo& info) const noexcept {
    return telemetry_->start(info, nullptr);
}

void RpcInstrumentation::inject(const RpcCall& call, TextMapSetter metadata) const noexcept {
    telemetry_->inject(call, metadata);
}

}  // namespace telemetryflow
