#pragma once

// What a middleware and its open requests share: the options made ready and the instruments. Held by both; safe to use
// from any thread. No call throws.

#include <memory>
#include <string_view>

#include "telemetryflow/client.hpp"
#include "telemetryflow/middleware/http_request_info.hpp"
#include "telemetryflow/middleware/lazy_instruments.hpp"
#include "telemetryflow/middleware/middleware_options.hpp"
#include "telemetryflow/middleware/server_request.hpp"

#include "middleware/captured_headers.hpp"
#include "middleware/client_address.hpp"
#include "middleware/http_server_instruments.hpp"
#include "middleware/path_patterns.hpp"
#include "middleware/query_redaction.hpp"

namespace telemetryflow {

class HttpServerTelemetry : public std::enable_shared_from_this<HttpServerTelemetry> {
public:
    HttpServerTelemetry(TelemetryFlowClient& client, MiddlewareOptions options);

    [[nodiscard]] bool is_excluded(std::string_view path) const noexcept { return excluded_.match(path); }
    [[nodiscard]] ServerRequest start(const HttpRequestInfo& info) const noexcept;
    void end(ServerRequest& request, int status, bool aborted, TextMapGetter response_headers) const noexcept;
    [[nodiscard]] TelemetryFlowClient& client() const noexcept { return client_; }

private:
    [[nodiscard]] bool is_wanted(const HttpRequestInfo& info) const noexcept;
    [[nodiscard]] const middleware::HttpServerInstruments* instruments() const;
    void start_span(ServerRequest& request, const HttpRequestInfo& info) const;
    void record_metrics(const ServerRequest& request, int status, bool failed) const noexcept;

    TelemetryFlowClient& client_;
    const MiddlewareOptions options_;
    const middleware::PathPatterns excluded_;
    const middleware::ClientAddress client_address_;
    const middleware::QueryRedaction redaction_;
    const middleware::CapturedHeaders request_headers_;
    const middleware::CapturedHeaders response_headers_;
    mutable middleware::LazyInstruments<middleware::HttpServerInstruments> instruments_;
};

}  // namespace telemetryflow
