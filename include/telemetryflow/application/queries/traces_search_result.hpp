#pragma once

// The answer to SearchTracesQuery.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <vector>

#include "telemetryflow/application/queries/trace_summary.hpp"

namespace telemetryflow {

struct TracesSearchResult {
    std::uint64_t total = 0;  // traces that match, on all pages
    std::vector<TraceSummary> traces = {};
};

}  // namespace telemetryflow
