#pragma once

// The instruments of the OpenTelemetry metrics API.

#include <cstdint>

namespace telemetryflow::hot {

enum class InstrumentKind : std::uint8_t {
    Counter,
    UpDownCounter,
    Gauge,
    Histogram,
    ObservableCounter,
    ObservableUpDownCounter,
    ObservableGauge,
};

/// Whether its values come from callbacks at collection.
[[nodiscard]] constexpr bool is_observable(InstrumentKind kind) noexcept {
    return kind >= InstrumentKind::ObservableCounter;
}

/// Whether its sum only grows.
[[nodiscard]] constexpr bool is_monotonic(InstrumentKind kind) noexcept {
    return kind == InstrumentKind::Counter || kind == InstrumentKind::ObservableCounter ||
           kind == InstrumentKind::Histogram;
}

}  // namespace telemetryflow::hot
