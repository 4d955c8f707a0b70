#pragma once

// A call over HTTP that is under way: its span, which is current on no thread, and what its metric needs. A movable
// handle that may go from thread to thread; used by one at a time. A call of a client that is not initialized does
// nothing. No call throws or blocks.

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include "telemetryflow/context_guard.hpp"
#include "telemetryflow/domain/context.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/integration/http_call_info.hpp"
#include "telemetryflow/integration/http_call_result.hpp"
#include "telemetryflow/middleware/inline_text.hpp"
#include "telemetryflow/span.hpp"

namespace telemetryflow {

class HttpClientTelemetry;

class TELEMETRYFLOW_EXPORT HttpCall {
public:
    /// One that records nothing.
    HttpCall() noexcept = default;
    HttpCall(HttpCall&& other) noexcept;
    HttpCall& operator=(HttpCall&&) = delete;
    HttpCall(const HttpCall&) = delete;
    HttpCall& operator=(const HttpCall&) = delete;
    /// A call that nobody ended failed as "canceled".
    ~HttpCall();

    [[nodiscard]] bool is_instrumented() const noexcept { return telemetry_ != nullptr; }
    [[nodiscard]] Span& span() noexcept { return span_; }
    /// The span and the baggage that are sent along.
    [[nodiscard]] const Context& context() const noexcept { return context_; }

    /// Makes the context current on the calling thread, for the guard's life; nothing when there is none.
    [[nodiscard]] std::optional<ContextGuard> attach() const noexcept;

    /// Says what the request was, for libraries that tell only afterwards. With a method the span is named anew;
    /// attributes of what stays empty here are as they were.
    void set_request(const HttpCallInfo& info) noexcept;
    void end(const HttpCallResult& result) noexcept;

private:
    friend class HttpClientTelemetry;

    std::shared_ptr<const HttpClientTelemetry> telemetry_;
    Span span_;
    Context context_;
    std::chrono::steady_clock::time_point started_;
    std::string_view method_;  // one of the known ones, which live for ever; empty while it is not known
    InlineText<128> host_;
    int port_ = 0;
};

}  // namespace telemetryflow
