#include "telemetryflow/integration/http_client_instrumentation.hpp"

#include <utility>

#include "integration/http_client_telemetry.hpp"

namespace telemetryflow {

HttpClientInstrumentation::HttpClientInstrumentation(TelemetryFlowClient& client, HttpClientOptions options)
    : telemetry_(std::make_shared<HttpClientTelemetry>(client, std::move(options))) {}

HttpCall HttpClientInstrumentation::start_call(const HttpCallInfo& info, TextMapSetter headers) const noexcept {
    return telemetry_->start(info, headers);
}

}  // namespace telemetryflow
