#pragma once

// The kinds of instruments that a view may select (OpenTelemetry metrics API). A value.

#include <cstdint>

namespace telemetryflow {

enum class ViewInstrument : std::uint8_t {
    Counter,
    UpDownCounter,
    Gauge,
    Histogram,
    ObservableCounter,
    ObservableUpDownCounter,
    ObservableGauge,
};

}  // namespace telemetryflow
