#pragma once

// A log record with all that one may have, for emit_log(); most have no more than that function's other parameters. A
// value that views what it is made of, which lives until the call returns.

#include <cstdint>
#include <string_view>

#include "telemetryflow/domain/attribute_value.hpp"
#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow::hot {

struct LogRecord {
    AttributeValue body{std::string_view()};
    SeverityLevel severity = SeverityLevel::Info;  // 0: not known, and not written
    Attributes attributes{};
    /// False: when it happened is not known, and no time is written for it.
    bool has_timestamp = true;
    std::uint64_t timestamp = 0;      // Unix nanoseconds; 0: when it is observed
    std::uint64_t observed_time = 0;  // Unix nanoseconds; 0: now
    std::string_view event_name{};
    const SpanContext* context = nullptr;  // null: that of the current span
};

}  // namespace telemetryflow::hot
