#include "telemetryflow/integration/start_span.hpp"

#include "telemetryflow/client.hpp"

namespace telemetryflow::integration {

Span start_span(TelemetryFlowClient& client, const StartScopedSpanCommand& command) noexcept try {
    return client.span(command);
} catch (...) {
    return {};
}

std::vector<std::string> propagation_headers(const SpanContext& context) {
    if (!context.is_valid()) return {};
    return {"traceparent: " + context.to_traceparent()};
}

}  // namespace telemetryflow::integration
