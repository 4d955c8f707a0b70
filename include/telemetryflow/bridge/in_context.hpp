#pragma once

// A measurement with a context of its own: its exemplar tells of that context's span, and not of the current one
// (OpenTelemetry metrics SDK, "Exemplar"). Free function; any thread.

#include <opentelemetry/context/context.h>

#include "telemetryflow/bridge/context_values.hpp"
#include "telemetryflow/tracer.hpp"

namespace telemetryflow::bridge {

/// Calls record() while the span of `context`, or none where it has none, is the current one.
template <class Record>
void in_context(const telemetryflow::Tracer& tracer, const opentelemetry::context::Context& context,
                const Record& record) noexcept {
    const SpanContext given = span_context_of(context);
    const Context current = tracer.current_context();
    if (given.span_id == current.span_id && given.trace_id == current.trace_id) return record();
    const ContextGuard guard = tracer.attach(given);
    record();
}

}  // namespace telemetryflow::bridge
