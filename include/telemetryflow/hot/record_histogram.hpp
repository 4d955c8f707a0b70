#pragma once

// The way of a bound histogram's measurement into the calling thread's own cell.

#include "telemetryflow/export.hpp"

namespace telemetryflow::hot {

class HistogramCell;

/// Only the cell's own thread may call it, with a finite value.
TELEMETRYFLOW_EXPORT void record(HistogramCell& cell, double value) noexcept;

}  // namespace telemetryflow::hot
