#pragma once

// What became of one signal's items that processes of the same service left when they ended, in items.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace telemetryflow {

struct RecoveredCounters {
    std::uint64_t delivered = 0;                                     // acknowledged by the backend
    std::uint64_t rejected = 0;                                      // named by the backend in a partial success
    std::map<std::string, std::uint64_t, std::less<>> dropped = {};  // by reason
    std::uint64_t in_progress = 0;                                   // found, and nothing of that yet

    friend bool operator==(const RecoveredCounters&, const RecoveredCounters&) = default;
};

}  // namespace telemetryflow
