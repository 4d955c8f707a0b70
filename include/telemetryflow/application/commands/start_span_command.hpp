#pragma once

// Starts a span by hand; its id ends it, from any thread. The span does not become the current one.
// It owns nothing: built on the caller's stack, it lives until dispatch() returns. A value; safe to use from any
// thread.

#include <cstdint>
#include <span>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/optional_context.hpp"
#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/span_link.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct StartSpanCommand {
    static constexpr std::string_view kName = "StartSpanCommand";
    using Result = SpanId;  // not valid when the span is not recorded

    std::string_view name = {};
    SpanKind kind = SpanKind::Internal;
    Attributes attributes = {};
    /// The parent. Unset: parent_span_id, else the current span; an invalid context: none, so that a new trace begins.
    OptionalContext parent = {};
    /// The parent as the id of a span started by hand and not ended yet; not valid: none. Looked at when parent is
    /// unset.
    SpanId parent_span_id = {};
    std::uint64_t start_unix_nano = 0;  // 0: now
    std::span<const SpanLink> links = {};
};

}  // namespace telemetryflow
