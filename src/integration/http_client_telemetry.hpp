#pragma once

// What an instrumentation and its calls under way share. Held by both; safe to use from any thread. No call throws.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryflow/application/ports/text_map_setter.hpp"
#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/http_call.hpp"
#include "telemetryflow/integration/http_call_info.hpp"
#include "telemetryflow/integration/http_call_result.hpp"
#include "telemetryflow/integration/http_client_options.hpp"
#include "telemetryflow/middleware/lazy_instruments.hpp"

#include "middleware/captured_headers.hpp"

namespace telemetryflow {

class HttpClientTelemetry : public std::enable_shared_from_this<HttpClientTelemetry> {
public:
    HttpClientTelemetry(TelemetryFlowClient& client, HttpClientOptions options);

    [[nodiscard]] HttpCall start(const HttpCallInfo& info, TextMapSetter headers) const noexcept;
    void set_request(HttpCall& call, const HttpCallInfo& info) const noexcept;
    void end(HttpCall& call, const HttpCallResult& result) const noexcept;
    [[nodiscard]] TelemetryFlowClient& client() const noexcept { return client_; }

private:
    struct Instruments {
        std::optional<Histogram> duration;
    };

    [[nodiscard]] const Instruments* instruments() const;
    [[nodiscard]] std::string recorded_url(std::string_view url) const;
    void start_span(HttpCall& call, const HttpCallInfo& info) const;

    TelemetryFlowClient& client_;
    const HttpClientOptions options_;
    const middleware::CapturedHeaders request_headers_;
    const middleware::CapturedHeaders response_headers_;
    mutable middleware::LazyInstruments<Instruments> instruments_;
};

}  // namespace telemetryflow
