#pragma once

// What an instrumentation and its calls under way share. Held by both; safe to use from any thread. No call throws.

#include <memory>
#include <optional>

#include "telemetryflow/application/ports/text_map_setter.hpp"
#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/http_call.hpp"
#include "telemetryflow/integration/http_call_info.hpp"
#include "telemetryflow/integration/http_client_options.hpp"

#include "middleware/captured_headers.hpp"
#include "middleware/lazy_instruments.hpp"
#include "middleware/query_redaction.hpp"

namespace telemetryflow {

class HttpClientTelemetry : public std::enable_shared_from_this<HttpClientTelemetry> {
public:
    HttpClientTelemetry(TelemetryFlowClient& client, HttpClientOptions options);

    [[nodiscard]] HttpCall start(const HttpCallInfo& info, TextMapSetter headers) const noexcept;
    /// `status` 0: no answer came, for the reason that `error_type` and `message` name.
    void end(HttpCall& call, int status, std::string_view protocol_version, TextMapGetter response_headers,
             std::string_view error_type = {}, std::string_view message = {}) const noexcept;

private:
    struct Instruments {
        std::optional<Histogram> duration;
    };

    [[nodiscard]] const Instruments* instruments() const;
    void start_span(HttpCall& call, const HttpCallInfo& info) const;

    TelemetryFlowClient& client_;
    const HttpClientOptions options_;
    const middleware::QueryRedaction redaction_;
    const middleware::CapturedHeaders request_headers_;
    const middleware::CapturedHeaders response_headers_;
    mutable middleware::LazyInstruments<Instruments> instruments_;
};

}  // namespace telemetryflow
