#pragma once

// The answer to GetLogsQuery.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <vector>

#include "telemetryflow/application/queries/log_entry.hpp"

namespace telemetryflow {

struct LogsQueryResult {
    std::uint64_t total = 0;  // records that match, on all pages
    std::vector<LogEntry> logs = {};
};

}  // namespace telemetryflow
