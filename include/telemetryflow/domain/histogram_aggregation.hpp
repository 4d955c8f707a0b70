#pragma once

// How histograms count where nothing else is said (OpenTelemetry,
// OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION). A value; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class HistogramAggregation : std::uint8_t {
    /// Buckets with fixed boundaries.
    ExplicitBucket,
    /// Buckets that grow exponentially, as finely as their number allows.
    Base2Exponential,
};

/// Returns OpenTelemetry's name, for example "explicit_bucket_histogram".
[[nodiscard]] constexpr std::string_view to_string(HistogramAggregation aggregation) noexcept {
    return aggregation == HistogramAggregation::ExplicitBucket ? "explicit_bucket_histogram"
                                                               : "base2_exponential_bucket_histogram";
}

/// Reads OpenTelemetry's name in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<HistogramAggregation> histogram_aggregation_from_string(
    std::string_view text) noexcept;

}  // namespace telemetryflow
