#pragma once

// What a metric point's value covers (OTLP AggregationTemporality). A value; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class Temporality : std::uint8_t {
    /// Since the last export.
    Delta = 1,
    /// Since the instrument's first measurement.
    Cumulative = 2,
    /// Of a config, not of a point: delta for counters and histograms that are recorded, cumulative for all else, which
    /// is what takes the least memory.
    LowMemory = 3,
};

/// Returns "delta", "cumulative" or "lowmemory".
[[nodiscard]] constexpr std::string_view to_string(Temporality temporality) noexcept {
    switch (temporality) {
        case Temporality::Delta: return "delta";
        case Temporality::Cumulative: return "cumulative";
        case Temporality::LowMemory: return "lowmemory";
    }
    return "unknown";
}

/// Reads "delta", "cumulative" or "lowmemory" in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<Temporality> temporality_from_string(std::string_view text) noexcept;

}  // namespace telemetryflow
