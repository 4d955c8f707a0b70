#pragma once

// The base of the adapters for HTTP clients: a client span, a metric, and the context sent along for each call,
// whatever the library. It refers to the client, which must stay where it is and outlive it; calls under way keep what
// they need. Safe to use from any thread; no call throws or blocks. Follows OpenTelemetry's HTTP semantic conventions
// (spans and metrics of clients).

#include <memory>

#include "telemetryflow/application/ports/text_map_setter.hpp"
#include "telemetryflow/client.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/integration/http_call.hpp"
#include "telemetryflow/integration/http_call_info.hpp"
#include "telemetryflow/integration/http_client_options.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT HttpClientInstrumentation {
public:
    /// The client need not be initialized yet; calls before that are made without a record.
    explicit HttpClientInstrumentation(TelemetryFlowClient& client, HttpClientOptions options = {});

    /// Starts a call below what is current on this thread, and writes its context into the headers to send.
    [[nodiscard]] HttpCall start_call(const HttpCallInfo& info, TextMapSetter headers) const noexcept;

private:
    std::shared_ptr<const HttpClientTelemetry> telemetry_;
};

}  // namespace telemetryflow
