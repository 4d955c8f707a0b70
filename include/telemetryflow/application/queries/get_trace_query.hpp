#pragma once

// Asks the backend for the spans of one trace.
// A value; safe to use from any thread.

#include <string_view>

#include "telemetryflow/application/queries/trace_query_result.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct GetTraceQuery {
    static constexpr std::string_view kName = "GetTraceQuery";
    using Result = TraceQueryResult;

    TraceId trace_id = {};  // required
};

}  // namespace telemetryflow
