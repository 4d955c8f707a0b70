#pragma once

// A measurement that stands for others of its point, with the span that was current (OpenTelemetry metrics SDK,
// "Exemplar"). A value.

#include <cstdint>
#include <string>

#include "telemetryflow/domain/trace_context.hpp"

#include "hot/sum_total.hpp"

namespace telemetryflow::hot {

struct Exemplar {
    std::uint64_t time = 0;  // Unix nanoseconds; 0: none
    SumTotal value;
    TraceId trace_id;  // with span_id: invalid when no span was current
    SpanId span_id;
    std::string filtered_attributes;  // encoded as the exemplar's field, those that its point lacks
};

}  // namespace telemetryflow::hot
