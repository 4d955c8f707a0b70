#pragma once

// A measurement that stands for others of its data point, with the span that was current (OpenTelemetry metrics SDK,
// "Exemplar"). A value; share it between threads only for reading.

#include <cstdint>
#include <vector>

#include "telemetryflow/domain/number_value.hpp"
#include "telemetryflow/domain/owned_attribute.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct MetricExemplar {
    std::uint64_t time_unix_nano = 0;
    NumberValue value = 0;
    /// Not valid, like the span's, when no span was current.
    TraceId trace_id{};
    SpanId span_id{};
    /// What was measured with and the data point does not have, because a view left it out.
    std::vector<OwnedAttribute> filtered_attributes{};
};

}  // namespace telemetryflow
