#pragma once

// The way of a bound histogram's measurement into the calling thread's own cell.

#include "telemetryflow/export.hpp"

namespace telemetryflow::hot {

class HistogramCell;

/// False when the value is not finite; nothing is recorded then. Only the cell's own thread may call it.
[[nodiscard]] TELEMETRYFLOW_EXPORT bool try_record(HistogramCell& cell, double value) noexcept;

}  // namespace telemetryflow::hot
