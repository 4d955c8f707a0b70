#pragma once

// How integrations start spans. Thread-safe.

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

}  // namespace telemetryflow::integration
