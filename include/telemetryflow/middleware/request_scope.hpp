#pragma once

// A request that is handled on one thread: its context is current from here to the end of the scope, so that spans and
// logs of the handler belong to it. Belongs to the thread that made it and ends there. No call throws or blocks, but
// for what run() hands on.
//
//     RequestScope request(middleware, info);
//     const Response response = request.run([&] { return handle(info); });
//     request.end(response.status);

#include <optional>
#include <utility>

#include "telemetryflow/export.hpp"
#include "telemetryflow/middleware/http_request_info.hpp"
#include "telemetryflow/middleware/server_request.hpp"

namespace telemetryflow {

class TelemetryMiddleware;

class TELEMETRYFLOW_EXPORT RequestScope {
public:
    RequestScope(const TelemetryMiddleware& middleware, const HttpRequestInfo& info) noexcept;
    RequestScope(const RequestScope&) = delete;
    RequestScope& operator=(const RequestScope&) = delete;
    /// A request that nobody ended failed with status 500 when an exception is leaving the scope, and was aborted else.
    ~RequestScope();

    /// Calls `work()`; an exception is recorded and handed on.
    template <class Work>
    decltype(auto) run(Work&& work) {
        try {
            return std::forward<Work>(work)();
        } catch (...) {
            request_.record_current_exception();
            throw;
        }
    }

    void set_route(std::string_view route) noexcept { request_.set_route(route); }
    void record_exception(const std::exception& error) noexcept { request_.record_exception(error); }
    void record_current_exception() noexcept { request_.record_current_exception(); }
    void end(int status, TextMapGetter response_headers = kNoHeaders) noexcept;
    void abort(int status = 0) noexcept;

    [[nodiscard]] bool is_instrumented() const noexcept { return request_.is_instrumented(); }
    [[nodiscard]] Span& span() noexcept { return request_.span(); }

private:
    ServerRequest request_;
    std::optional<ContextGuard> current_;
    int exceptions_at_start_;
};

}  // namespace telemetryflow
