#pragma once

// Starts a span that is current until the handle it gives is gone.
// It owns nothing: built on the caller's stack, it lives until dispatch() returns. A value; safe to use from any
// thread.

#include <cstdint>
#include <span>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/optional_context.hpp"
#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/span_link.hpp"
#include "telemetryflow/span.hpp"

namespace telemetryflow {

struct StartScopedSpanCommand {
    static constexpr std::string_view kName = "StartScopedSpanCommand";
    using Result = Span;

    std::string_view name;
    SpanKind kind = SpanKind::Internal;
    Attributes attributes{};
    /// The parent. Unset: the current span; an invalid context: none, so that a new trace begins.
    OptionalContext parent{};
    std::uint64_t start_unix_nano = 0;  // 0: now
    std::span<const SpanLink> links{};
};

}  // namespace telemetryflow
