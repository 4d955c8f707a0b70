#pragma once

// A link of a span as it was recorded. The texts of its attributes are views of the span.

#include <cstdint>
#include <vector>

#include "telemetryflow/application/ports/recorded_attribute.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct RecordedLink {
    SpanContext context{};
    std::vector<RecordedAttribute> attributes{};
    std::uint32_t dropped_attributes = 0;
};

}  // namespace telemetryflow
