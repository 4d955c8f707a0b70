#pragma once

// One trace of a TracesSearchResult.
// Owns its data. A value; share it between threads only for reading.

#include <chrono>
#include <cstdint>
#include <string>

#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {

struct TraceSummary {
    TraceId trace_id = {};
    std::string root_name = {};
    std::string service_name = {};  // of the root
    std::uint64_t start_unix_nano = 0;
    std::chrono::nanoseconds duration{0};
    std::uint64_t span_count = 0;
    std::uint64_t error_count = 0;
    std::uint64_t depth = 0;  // spans on the longest way from a root
};

}  // namespace telemetryflow
