#pragma once

// What became of everything that was recorded for one signal, in items: spans, log records, metric data points.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace telemetryflow {

struct SignalCounters {
    std::uint64_t created = 0;    // recording calls that returned, for metrics data points collected
    std::uint64_t delivered = 0;  // acknowledged by the backend
    std::uint64_t rejected = 0;   // named by the backend in a partial success
    std::map<std::string, std::uint64_t, std::less<>> dropped = {};  // by reason
    std::uint64_t in_memory = 0;                                     // waiting, or on their way
    std::uint64_t in_spool = 0;                                      // on disk until the backend takes them

    [[nodiscard]] std::uint64_t dropped_total() const noexcept {
        std::uint64_t total = 0;
        for (const auto& [reason, count] : dropped)
            total += count;
        return total;
    }

    /// Returns whether every created item is accounted for, which holds whenever the client is at rest.
    [[nodiscard]] bool balanced() const noexcept {
        return created == delivered + rejected + dropped_total() + in_memory + in_spool;
    }
};

}  // namespace telemetryflow
