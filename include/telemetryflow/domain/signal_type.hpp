#pragma once

// The three OTLP signals. A value; safe to use from any thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class SignalType : std::uint8_t { Metrics, Logs, Traces };

inline constexpr std::size_t kSignalCount = 3;
inline constexpr std::array<SignalType, kSignalCount> kAllSignals{SignalType::Metrics, SignalType::Logs,
                                                                  SignalType::Traces};

/// Returns "metrics", "logs" or "traces", which is also the last segment of the OTLP/HTTP path.
[[nodiscard]] constexpr std::string_view to_string(SignalType signal) noexcept {
    switch (signal) {
        case SignalType::Metrics: return "metrics";
        case SignalType::Logs: return "logs";
        case SignalType::Traces: return "traces";
    }
    return "unknown";
}

/// Reads "metrics", "logs" or "traces" in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<SignalType> signal_type_from_string(std::string_view text) noexcept;

}  // namespace telemetryflow
