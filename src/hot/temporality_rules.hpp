#pragma once

// Which temporality the points of an instrument have under a preference (OpenTelemetry, "Metrics Exporter - OTLP",
// additional configuration).

#include "telemetryflow/domain/temporality.hpp"
#include "telemetryflow/hot/instrument_kind.hpp"

namespace telemetryflow::hot {

/// Delta or Cumulative.
[[nodiscard]] constexpr Temporality temporality_of(InstrumentKind kind, Temporality preference) noexcept {
    switch (kind) {
        case InstrumentKind::Counter:
        case InstrumentKind::Histogram:
            return preference == Temporality::Cumulative ? Temporality::Cumulative : Temporality::Delta;
        case InstrumentKind::ObservableCounter:
            return preference == Temporality::Delta ? Temporality::Delta : Temporality::Cumulative;
        default: return Temporality::Cumulative;
    }
}

}  // namespace telemetryflow::hot
