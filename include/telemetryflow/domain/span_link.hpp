#pragma once

// A link from a span to a span of any trace (OpenTelemetry trace API, "Link"). It views its attributes and is meant for
// parameters: the pairs live until the call returns. A value; safe to use from any thread.

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct SpanLink {
    SpanContext context = {};
    Attributes attributes = {};
};

}  // namespace telemetryflow
