#pragma once

// The severity of a log record. The values are OTLP's severity numbers of the base levels (logs.proto).
// A value; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class SeverityLevel : std::uint8_t { Trace = 1, Debug = 5, Info = 9, Warn = 13, Error = 17, Fatal = 21 };

/// Returns the text that goes into severity_text: "TRACE", "DEBUG", "INFO", "WARN", "ERROR" or "FATAL".
[[nodiscard]] constexpr std::string_view to_string(SeverityLevel severity) noexcept {
    switch (severity) {
        case SeverityLevel::Trace: return "TRACE";
        case SeverityLevel::Debug: return "DEBUG";
        case SeverityLevel::Info: return "INFO";
        case SeverityLevel::Warn: return "WARN";
        case SeverityLevel::Error: return "ERROR";
        case SeverityLevel::Fatal: return "FATAL";
    }
    return "UNKNOWN";
}

/// Reads a severity text in any case, also "warning" and "critical" (Fatal); nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<SeverityLevel> severity_level_from_string(
    std::string_view text) noexcept;

}  // namespace telemetryflow
