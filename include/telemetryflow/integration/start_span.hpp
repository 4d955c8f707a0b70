#pragma once

// How integrations start spans and pass them on to other services. Thread-safe.

#include <string>
#include <vector>

#include "telemetryflow/domain/trace_context.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/span.hpp"
#include "telemetryflow/start_scoped_span_command.hpp"

namespace telemetryflow {
class TelemetryFlowClient;
}

namespace telemetryflow::integration {

/// TelemetryFlowClient::span(), but it never throws: where a client refuses, the span records nothing.
[[nodiscard]] TELEMETRYFLOW_EXPORT Span start_span(TelemetryFlowClient& client,
                                                   const StartScopedSpanCommand& command) noexcept;

/// The headers that carry `context` to another service, each as "name: value"; none for a context that is not valid.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::vector<std::string> propagation_headers(const SpanContext& context);

}  // namespace telemetryflow::integration
