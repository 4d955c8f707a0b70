#include "middleware/rpc_telemetry.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include "telemetryflow/start_scoped_span_command.hpp"

#include "middleware/attribute_list.hpp"
#include "middleware/duration_boundaries.hpp"

namespace telemetryflow {
namespace {

using namespace middleware;

constexpr double kMillisecondsPerSecond = 1000;

std::string_view without_slash(std::string_view method) noexcept {
    return method.starts_with('/') ? method.substr(1) : method;
}

// What the older conventions call the service and the method: what is before the slash and behind it.
std::pair<std::string_view, std::string_view> split(std::string_view method) noexcept {
    const std::size_t slash = method.rfind('/');
    if (slash == std::string_view::npos) return {{}, method};
    return {method.substr(0, slash), method.substr(slash + 1)};
}

std::vector<double> in_milliseconds(std::vector<double> seconds) {
    for (double& boundary : seconds)
        boundary *= kMillisecondsPerSecond;
    return seconds;
}

}  // namespace

RpcTelemetry::RpcTelemetry(TelemetryFlowClient& client, SpanKind kind, RpcOptions options)
    : client_(client), kind_(kind), options_(std::move(options)), excluded_(options_.excluded_methods) {}

const RpcTelemetry::Instruments* RpcTelemetry::instruments() const {
    return instruments_.get([&] {
        const bool server = kind_ == SpanKind::Server;
        Instruments made;
        // Made even when it is switched off: this is what tells whether the client is initialized.
        Histogram duration = client_.histogram(
            server ? "rpc.server.call.duration" : "rpc.client.call.duration",
            {.unit = "s", .description = "Duration of remote procedure calls.", .boundaries = duration_boundaries()});
        if (options_.record_duration) made.duration = std::move(duration);
        if (options_.record_duration && has_older_names()) {
            made.older_duration = client_.histogram(server ? "rpc.server.duration" : "rpc.client.duration",
                                                    {.unit = "ms",
                                                     .description = "Duration of remote procedure calls.",
                                                     .boundaries = in_milliseconds(duration_boundaries())});
        }
        return made;
    });
}

RpcCall RpcTelemetry::start(const RpcCallInfo& info, const TextMapGetter* metadata) const noexcept {
    RpcCall call;
    if (excluded_.match(without_slash(info.method))) return call;
    try {
        if (instruments() == nullptr) return call;
        call.started_ = std::chrono::steady_clock::now();
        call.system_ = info.system;
        call.method_.assign(without_slash(info.method));
        call.server_address_.assign(info.server_address);
        call.server_port_ = info.server_port;
        if (metadata == nullptr) {
            call.context_ = client_.current_context();
        } else if (options_.propagate) {
            call.context_ = client_.extract(*metadata);
        }
        start_span(call, info);
        call.telemetry_ = shared_from_this();
    } catch (...) {
        // Out of memory, or shut down meanwhile: the call goes on without a record.
    }
    return call;
}

void RpcTelemetry::start_span(RpcCall& call, const RpcCallInfo& info) const {
    const std::string_view method = call.method_.view();
    AttributeList<12> attributes;
    attributes.add_text("rpc.system.name", info.system);
    attributes.add_text("rpc.method", method);
    attributes.add_text("server.address", info.server_address);
    if (info.server_port > 0) attributes.add("server.port", info.server_port);
    if (kind_ == SpanKind::Server) attributes.add_text("client.address", info.peer_address);
    attributes.add_text("network.peer.address", info.peer_address);
    if (info.peer_port > 0) attributes.add("network.peer.port", info.peer_port);
    if (has_older_names()) {
        // Not the older rpc.method: it has the key of the current one, which is the whole name.
        attributes.add_text("rpc.system", info.system);
        attributes.add_text("rpc.service", split(method).first);
    }
    StartScopedSpanCommand command;
    command.name = method;
    command.kind = kind_;
    command.attributes = attributes;
    // When the caller sent none that is valid, a new trace begins, whatever this thread did before.
    if (kind_ == SpanKind::Server) command.parent = call.context_;
    call.span_ = client_.span(command);
    call.span_.detach();
    // Without a span, as after a shutdown, the context goes on as it came.
    const SpanContext own = call.span_.context();
    if (own.is_valid()) static_cast<SpanContext&>(call.context_) = own;
}

void RpcTelemetry::inject(const RpcCall& call, TextMapSetter metadata) const noexcept {
    if (!options_.propagate || !call.is_instrumented()) return;
    try {
        client_.inject(call.context_, metadata);
    } catch (...) {
        // Out of memory: the call goes out without its context.
    }
}

void RpcTelemetry::end(RpcCall& call, const RpcResult& result) const noexcept {
    std::string_view error_type;
    if (result.failed) {
        error_type = call.exception_type_.empty() ? result.status : call.exception_type_.view();
        if (error_type.empty()) error_type = "canceled";
    }
    Span& span = call.span_;
    if (span.is_recording()) {
        AttributeList<3> attributes;
        attributes.add_text("rpc.response.status_code", result.status);
        attributes.add_text("error.type", error_type);
        if (has_older_names() && !result.status.empty()) attributes.add("rpc.grpc.status_code", result.number);
        span.set_attributes(attributes);
        if (result.failed) span.set_status(SpanStatus::Error, result.message);
    }
    span.end();
    record_metrics(call, result, error_type);
}

void RpcTelemetry::record_metrics(const RpcCall& call, const RpcResult& result,
                                  std::string_view error_type) const noexcept {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - call.started_;
    const Instruments& made = *instruments();
    if (made.duration) {
        AttributeList<6> attributes;
        attributes.add_text("rpc.system.name", call.system_);
        attributes.add_text("rpc.method", call.method_.view());
        attributes.add_text("rpc.response.status_code", result.status);
        attributes.add_text("error.type", error_type);
        attributes.add_text("server.address", call.server_address_.view());
        if (call.server_port_ > 0) attributes.add("server.port", call.server_port_);
        made.duration->record(taken.count(), attributes);
    }
    if (made.older_duration) {
        const auto [service, method] = split(call.method_.view());
        AttributeList<4> attributes;
        attributes.add_text("rpc.system", call.system_);
        attributes.add_text("rpc.service", service);
        attributes.add_text("rpc.method", method);
        if (!result.status.empty()) attributes.add("rpc.grpc.status_code", result.number);
        made.older_duration->record(taken.count() * kMillisecondsPerSecond, attributes);
    }
}

}  // namespace telemetryflow
