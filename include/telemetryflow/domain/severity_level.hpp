#pragma once

// The severity of a log record. The values are OTLP's severity numbers (logs.proto): each of the six levels has three
// finer steps above it.
// A value; safe to use from any thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class SeverityLevel : std::uint8_t {
    Trace = 1,
    Trace2,
    Trace3,
    Trace4,
    Debug,
    Debug2,
    Debug3,
    Debug4,
    Info,
    Info2,
    Info3,
    Info4,
    Warn,
    Warn2,
    Warn3,
    Warn4,
    Error,
    Error2,
    Error3,
    Error4,
    Fatal,
    Fatal2,
    Fatal3,
    Fatal4,
};

/// Returns the text that goes into severity_text, for example "TRACE", "DEBUG2" or "FATAL4".
[[nodiscard]] constexpr std::string_view to_string(SeverityLevel severity) noexcept {
    constexpr std::array<std::string_view, 24> kTexts{"TRACE",  "TRACE2", "TRACE3", "TRACE4", "DEBUG",  "DEBUG2",
                                                      "DEBUG3", "DEBUG4", "INFO",   "INFO2",  "INFO3",  "INFO4",
                                                      "WARN",   "WARN2",  "WARN3",  "WARN4",  "ERROR",  "ERROR2",
                                                      "ERROR3", "ERROR4", "FATAL",  "FATAL2", "FATAL3", "FATAL4"};
    const auto number = static_cast<std::size_t>(severity);
    return number - 1 < kTexts.size() ? kTexts[number - 1] : "UNKNOWN";
}

/// Reads a severity text in any case, also "warning" and "critical" (Fatal); nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<SeverityLevel> severity_level_from_string(
    std::string_view text) noexcept;

}  // namespace telemetryflow
