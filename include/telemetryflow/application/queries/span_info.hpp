#pragma once

// One span, as the backend stored it.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <string>
#include <vector>

#include "telemetryflow/application/queries/attribute_map.hpp"
#include "telemetryflow/application/queries/span_event_info.hpp"
#include "telemetryflow/application/queries/span_link_info.hpp"
#include "telemetryflow/domain/span_status.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct SpanInfo {
    TraceId trace_id = {};
    SpanId span_id = {};
    SpanId parent_span_id = {};  // not valid: a root
    std::string name = {};
    std::string kind = {};  // "internal", "server", "client", "producer", "consumer", "unspecified"
    std::uint64_t start_unix_nano = 0;
    std::uint64_t end_unix_nano = 0;
    SpanStatus status = SpanStatus::Unset;
    std::string status_message = {};
    std::string service_name = {};
    AttributeMap attributes = {};
    std::vector<SpanEventInfo> events = {};
    std::vector<SpanLinkInfo> links = {};
};

}  // namespace telemetryflow
