#pragma once

// A remote procedure call that is under way, seen by its server or its client: its span, which is current on no thread,
// and what its metric needs. A movable handle that may go from thread to thread; used by one at a time. A call that is
// left alone, because it is excluded or the client is not initialized, does nothing. No call throws or blocks.

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>

#include "telemetryflow/context_guard.hpp"
#include "telemetryflow/domain/context.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/middleware/inline_text.hpp"
#include "telemetryflow/middleware/rpc_result.hpp"
#include "telemetryflow/span.hpp"

namespace telemetryflow {

class RpcTelemetry;

class TELEMETRYFLOW_EXPORT RpcCall {
public:
    /// One that is left alone.
    RpcCall() noexcept = default;
    RpcCall(RpcCall&& other) noexcept;
    RpcCall& operator=(RpcCall&&) = delete;
    RpcCall(const RpcCall&) = delete;
    RpcCall& operator=(const RpcCall&) = delete;
    /// A call that nobody ended has no status, and failed as "canceled".
    ~RpcCall();

    [[nodiscard]] bool is_instrumented() const noexcept { return telemetry_ != nullptr; }

    void record_exception(const std::exception& error) noexcept;
    /// The one that is being handled, whatever it is; within a catch block.
    void record_current_exception() noexcept;
    void end(const RpcResult& result) noexcept;

    [[nodiscard]] Span& span() noexcept { return span_; }
    /// The span and the baggage, for attach() and inject().
    [[nodiscard]] const Context& context() const noexcept { return context_; }
    /// Makes the context current on the calling thread, for the guard's life; nothing when there is none.
    [[nodiscard]] std::optional<ContextGuard> attach() const noexcept;

private:
    friend class RpcTelemetry;

    std::shared_ptr<const RpcTelemetry> telemetry_;
    Span span_;
    Context context_;
    std::chrono::steady_clock::time_point started_;
    std::string_view system_;  // a literal of the adapter's
    InlineText<256> method_;
    InlineText<128> server_address_;
    int server_port_ = 0;
    InlineText<128> exception_type_;
};

}  // namespace telemetryflow
