#pragma once

// What goes on with a piece of work, to other threads and other services: the span it belongs to and the baggage. A
// value; safe to use from any thread. Follows the OpenTelemetry specification, "Context".

#include <utility>

#include "telemetryflow/domain/baggage.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct Context : SpanContext {
    Context() noexcept = default;
    Context(SpanContext span, Baggage with = {}) noexcept : SpanContext(std::move(span)), baggage(std::move(with)) {}

    Baggage baggage;
    /// B3's debug flag came with it: a request to record whatever the samplers say, passed on as it came.
    bool b3_debug = false;
};

}  // namespace telemetryflow
