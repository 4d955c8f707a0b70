#pragma once

// Ends a span that was started by hand. An id that is unknown or already ended is counted and otherwise ignored.
// It owns nothing: built on the caller's stack, it lives until dispatch() returns. A value; safe to use from any
// thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/domain/span_error.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct EndSpanCommand {
    static constexpr std::string_view kName = "EndSpanCommand";

    SpanId span_id = {};
    /// Sets the status to Error and records an exception event.
    std::optional<SpanError> error = {};
    std::uint64_t end_unix_nano = 0;  // 0: now
};

}  // namespace telemetryflow
