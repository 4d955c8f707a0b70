#pragma once

// The synchronous instruments of the OpenTelemetry metrics API.

#include <cstdint>

namespace telemetryflow::hot {

enum class InstrumentKind : std::uint8_t { Counter, UpDownCounter, Gauge, Histogram };

}  // namespace telemetryflow::hot
