#pragma once

// The text formats that Prometheus scrapes. A value, and pure functions; safe to use from any thread.

#include <cstdint>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class PrometheusFormat : std::uint8_t {
    /// Prometheus's own, version 0.0.4: without exemplars and units.
    Text,
    /// OpenMetrics 1.0.0.
    OpenMetrics,
};

/// The value of the header Content-Type.
[[nodiscard]] constexpr std::string_view content_type(PrometheusFormat format) noexcept {
    return format == PrometheusFormat::OpenMetrics
               ? std::string_view("application/openmetrics-text; version=1.0.0; charset=utf-8")
               : std::string_view("text/plain; version=0.0.4; charset=utf-8");
}

/// The format that a request with this header Accept likes best (RFC 9110, section 12.5.1): OpenMetrics where its
/// versions 1.0.0 or 0.0.1, or any, are named with a higher quality than the text format, or with the same. Text where
/// the header is empty or names neither.
[[nodiscard]] TELEMETRYFLOW_EXPORT PrometheusFormat prometheus_format_for(std::string_view accept) noexcept;

}  // namespace telemetryflow
