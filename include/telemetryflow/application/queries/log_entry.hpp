#pragma once

// One log record, as the backend stored it.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <string>

#include "telemetryflow/application/queries/attribute_map.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct LogEntry {
    std::uint64_t time_unix_nano = 0;
    int severity_number = 0;  // OTLP's, 1 to 24; 0: unspecified
    std::string severity_text = {};
    std::string message = {};  // a body that is no string as its JSON
    std::string service_name = {};
    TraceId trace_id = {};  // not valid: none
    SpanId span_id = {};    // not valid: none
    AttributeMap attributes = {};
};

}  // namespace telemetryflow
