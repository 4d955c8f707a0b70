#pragma once

// A log record as a logging library hands it on, and the one way in which all of them become records of OpenTelemetry:
// semantic conventions "code.*" and "thread.id", and "logger.name" for the library's name of the logger.
// It owns nothing and is meant for parameters. A value; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/domain/trace_context.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {
class TelemetryFlowClient;
}

namespace telemetryflow::integration {

/// What a library does not know stays empty or 0 and is left out of the record.
struct LibraryLog {
    std::string_view message = {};
    SeverityLevel severity = SeverityLevel::Info;
    std::uint64_t timestamp_unix_nano = 0;
    /// Unset: the span that is current on the calling thread; an invalid context: none.
    std::optional<SpanContext> span_context = {};
    std::string_view logger_name = {};
    std::string_view file = {};
    std::int64_t line = 0;
    std::string_view function = {};
    std::uint64_t thread_id = 0;
    /// Further attributes that the library has for this record.
    Attributes attributes = {};
};

/// Emits the record. Never throws: what a client refuses, because it is not initialized, is not recorded.
TELEMETRYFLOW_EXPORT void emit_log(TelemetryFlowClient& client, const LibraryLog& log) noexcept;

}  // namespace telemetryflow::integration
