#pragma once

// Asks the backend for log records, the newest first.
// Owns its data. A value; share it between threads only for reading.

#include <optional>
#include <string>
#include <string_view>

#include "telemetryflow/application/queries/attribute_map.hpp"
#include "telemetryflow/application/queries/logs_query_result.hpp"
#include "telemetryflow/application/queries/page.hpp"
#include "telemetryflow/application/queries/time_range.hpp"
#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct GetLogsQuery {
    static constexpr std::string_view kName = "GetLogsQuery";
    using Result = LogsQueryResult;

    std::optional<SeverityLevel> severity = {};  // unset: any
    bool include_higher_severities = false;      // also everything more severe than `severity`
    std::string search_text = {};                // a part of the message; empty: any
    std::string service_name = {};               // empty: of any service
    TraceId trace_id = {};                       // not valid: any
    SpanId span_id = {};                         // not valid: any
    TimeRange time = {};
    AttributeMap attributes = {};  // every one of them has to match
    Page page = {};
};

}  // namespace telemetryflow
