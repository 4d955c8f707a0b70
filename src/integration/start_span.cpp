#include "telemetryflow/integration/start_span.hpp"

#include "telemetryflow/client.hpp"

namespace telemetryflow::integration {

Span start_span(TelemetryFlowClient& client, const StartScopedSpanCommand& command) noexcept try {
    return client.span(command);
} catch (...) {
    return {};
}

}  // namespace telemetryflow::integration
