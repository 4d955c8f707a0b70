#pragma once

// What a sampler knows of a span that is about to begin. It owns nothing: it lives until the sampler returns.

#include <span>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/instrumentation_scope.hpp"
#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/span_link.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct SamplingParameters {
    /// Not valid for a span without a parent.
    const SpanContext& parent;
    /// Of the parent, or a new one.
    TraceId trace_id;
    std::string_view name;
    SpanKind kind;
    /// Those that the span begins with.
    Attributes attributes;
    std::span<const SpanLink> links;
    /// Without its attributes.
    InstrumentationScope scope;
};

}  // namespace telemetryflow
