#include "telemetryflow/integration/propagation_headers.hpp"

namespace telemetryflow::integration {

std::vector<std::string> propagation_headers(const SpanContext& context) {
    if (!context.is_valid()) return {};
    return {"traceparent: " + context.to_traceparent()};
}

}  // namespace telemetryflow::integration
