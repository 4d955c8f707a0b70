#pragma once

// The answer to GetTraceQuery.
// Owns its data. A value; share it between threads only for reading.

#include <vector>

#include "telemetryflow/application/queries/span_info.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct TraceQueryResult {
    TraceId trace_id = {};
    std::vector<SpanInfo> spans = {};  // in the order in which they started; empty: the backend has no such trace
};

}  // namespace telemetryflow
