#pragma once

// Emits one log record.
// It owns nothing: built on the caller's stack, it lives until dispatch() returns. A value; safe to use from any
// thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/optional_context.hpp"
#include "telemetryflow/domain/severity_level.hpp"

namespace telemetryflow {

struct EmitLogCommand {
    static constexpr std::string_view kName = "EmitLogCommand";

    std::string_view message = {};
    SeverityLevel severity = SeverityLevel::Info;
    Attributes attributes = {};
    std::uint64_t timestamp_unix_nano = 0;           // when it happened; 0: when it was seen
    std::uint64_t observed_timestamp_unix_nano = 0;  // when it was seen; 0: now
    /// Names the kind of event that the record is; empty: it is none (OpenTelemetry logs, "EventName").
    std::string_view event_name = {};
    /// The span that the record belongs to. Unset: the current one, if any; an invalid context: none.
    OptionalContext span_context = {};
};

}  // namespace telemetryflow
