#pragma once

// Adds an event to a span that was started by hand. An unknown or ended id is counted and otherwise ignored.
// It owns nothing: built on the caller's stack, it lives until dispatch() returns. A value; safe to use from any
// thread.

#include <cstdint>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct AddSpanEventCommand {
    static constexpr std::string_view kName = "AddSpanEventCommand";

    SpanId span_id = {};
    std::string_view name = {};
    Attributes attributes = {};
    std::uint64_t timestamp_unix_nano = 0;  // 0: now
};

}  // namespace telemetryflow
