#pragma once

// A call over HTTP that is under way: its span, which is current on no thread, and what its metric needs. A movable
// handle that may go from thread to thread; used by one at a time. A call of a client that is not initialized does
// nothing. No call throws or blocks.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/domain/context.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/middleware/inline_text.hpp"
#include "telemetryflow/middleware/no_headers.hpp"
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

    /// Ends the call with an answer: statuses of 400 and above are the caller's errors.
    void end(int status, std::string_view protocol_version = {}, TextMapGetter response_headers = kNoHeaders) noexcept;
    /// Ends the call without one. `error_type` is of few values, such as "timeout"; `message` says more.
    void fail(std::string_view error_type, std::string_view message = {}) noexcept;

private:
    friend class HttpClientTelemetry;

    std::shared_ptr<const HttpClientTelemetry> telemetry_;
    Span span_;
    Context context_;
    std::chrono::steady_clock::time_point started_;
    std::string_view method_;  // one of the known ones, which live for ever
    InlineText<128> host_;
    std::uint16_t port_ = 0;
};

}  // namespace telemetryflow
