#pragma once

// Which measurements may become exemplars (OpenTelemetry metrics SDK, "ExemplarFilter"). A value; safe to use from any
// thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class ExemplarFilter : std::uint8_t {
    /// Those made while a sampled span is current.
    TraceBased,
    AlwaysOn,
    AlwaysOff,
};

/// Returns OpenTelemetry's name: "trace_based", "always_on" or "always_off".
[[nodiscard]] constexpr std::string_view to_string(ExemplarFilter filter) noexcept {
    switch (filter) {
        case ExemplarFilter::TraceBased: return "trace_based";
        case ExemplarFilter::AlwaysOn: return "always_on";
        case ExemplarFilter::AlwaysOff: return "always_off";
    }
    return "unknown";
}

/// Reads OpenTelemetry's name in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<ExemplarFilter> exemplar_filter_from_string(
    std::string_view text) noexcept;

}  // namespace telemetryflow
