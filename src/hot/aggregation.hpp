#pragma once

// How the measurements of a metric stream become points (OpenTelemetry metrics SDK, "Aggregation").

#include <cstdint>

#include "telemetryflow/hot/instrument_kind.hpp"

namespace telemetryflow::hot {

enum class Aggregation : std::uint8_t { Sum, LastValue, ExplicitBucketHistogram, ExponentialHistogram };

[[nodiscard]] constexpr bool is_histogram(Aggregation aggregation) noexcept {
    return aggregation == Aggregation::ExplicitBucketHistogram || aggregation == Aggregation::ExponentialHistogram;
}

/// What an instrument has where nothing else is said; `of_histograms` is that of histograms.
[[nodiscard]] constexpr Aggregation default_aggregation(InstrumentKind kind, Aggregation of_histograms) noexcept {
    switch (kind) {
        case InstrumentKind::Gauge:
        case InstrumentKind::ObservableGauge: return Aggregation::LastValue;
        case InstrumentKind::Histogram: return of_histograms;
        default: return Aggregation::Sum;
    }
}

}  // namespace telemetryflow::hot
