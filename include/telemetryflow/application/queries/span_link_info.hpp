#pragma once

// One link of a span, as the backend stored it.
// Owns its data. A value; share it between threads only for reading.

#include "telemetryflow/application/queries/attribute_map.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct SpanLinkInfo {
    TraceId trace_id = {};
    SpanId span_id = {};
    AttributeMap attributes = {};
};

}  // namespace telemetryflow
