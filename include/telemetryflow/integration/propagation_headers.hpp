#pragma once

// How integrations pass a trace on to other services. A pure function; safe to use from any thread.

#include <string>
#include <vector>

#include "telemetryflow/domain/trace_context.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow::integration {

/// The headers that carry `context` to another service (W3C Trace Context), each as "name: value"; none for a context
/// that is not valid.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::vector<std::string> propagation_headers(const SpanContext& context);

}  // namespace telemetryflow::integration
