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
};

/// Returns "delta" or "cumulative".
[[nodiscard]] constexpr std::string_view to_string(Temporality temporality) noexcept {
    return temporality == Temporality::Delta ? "delta" : "cumulative";
}

/// Reads "delta" or "cumulative" in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<Temporality> temporality_from_string(std::string_view text) noexcept;

}  // namespace telemetryflow
