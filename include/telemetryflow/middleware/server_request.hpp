#pragma once

// A request between start_request() and end_request(): its span, which is current on no thread, and what its metrics
// need. A movable handle that may go from thread to thread; used by one at a time. A request that is left alone,
// because its path is excluded or the client is not initialized, does nothing. No call throws or blocks.

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/context_guard.hpp"
#include "telemetryflow/domain/context.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/middleware/inline_text.hpp"
#include "telemetryflow/middleware/no_headers.hpp"
#include "telemetryflow/span.hpp"

namespace telemetryflow {

class HttpServerTelemetry;

class TELEMETRYFLOW_EXPORT ServerRequest {
public:
    /// One that is left alone.
    ServerRequest() noexcept = default;
    ServerRequest(ServerRequest&& other) noexcept;
    ServerRequest& operator=(ServerRequest&&) = delete;
    ServerRequest(const ServerRequest&) = delete;
    ServerRequest& operator=(const ServerRequest&) = delete;
    /// A request that nobody ended was aborted.
    ~ServerRequest();

    [[nodiscard]] bool is_instrumented() const noexcept { return telemetry_ != nullptr; }

    /// The pattern that matched, such as /users/{id}: what names the span and what metrics are told apart by.
    void set_route(std::string_view route) noexcept;
    void record_exception(const std::exception& error) noexcept;
    /// The one that is being handled, whatever it is; within a catch block.
    void record_current_exception() noexcept;

    /// Ends the request with the status that the client got; 0 when it got none.
    void end(int status, TextMapGetter response_headers = kNoHeaders) noexcept;
    /// Ends the request as one that the client or the connection broke off.
    void abort(int status = 0) noexcept;

    [[nodiscard]] Span& span() noexcept { return span_; }
    /// The span and the baggage that came in, for attach() and inject().
    [[nodiscard]] const Context& context() const noexcept { return context_; }
    /// Makes the context current on the calling thread, for the guard's life; nothing when there is none.
    [[nodiscard]] std::optional<ContextGuard> attach() const noexcept;

private:
    friend class HttpServerTelemetry;

    explicit ServerRequest(std::shared_ptr<const HttpServerTelemetry> telemetry) noexcept;
    void record_exception(std::string_view type, std::string_view message) noexcept;

    std::shared_ptr<const HttpServerTelemetry> telemetry_;
    Span span_;
    Context context_;
    std::chrono::steady_clock::time_point started_;
    std::string_view method_;  // one of the known ones, which live for ever
    InlineText<8> scheme_;
    InlineText<8> protocol_version_;
    InlineText<256> route_;
    InlineText<128> error_type_;
};

}  // namespace telemetryflow
