#pragma once

// What one operation cost in one round, per operation.

#include <cstdint>

#include "harness/operation.hpp"
#include "harness/thread_team.hpp"

namespace telemetryflow::bench {

struct Sample {
    double caller_ns = 0;
    double process_ns = 0;  // all threads, draining included
    double caller_allocations = 0;
    double process_allocations = 0;
};

/// Runs bursts until they took `caller_ms` of CPU time on each thread, draining after each outside the caller's time.
/// Throws std::runtime_error when not everything that was recorded arrived: then the figures are of something else.
[[nodiscard]] Sample take_sample(Operation& operation, ThreadTeam& team, double caller_ms);

}  // namespace telemetryflow::bench
