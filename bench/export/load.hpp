#pragma once

// The program under measurement: a client and one thread that makes spans. Runs in a process of its own.

#include <cstdint>

#include "export/scenario.hpp"

namespace telemetryflow::bench {

/// What only the process itself knows, in memory shared with the one that waits for it.
struct LoadFigures {
    bool complete = false;
    double elapsed_s = 0;
    double producer_cpu_s = 0;
    std::uint64_t created = 0;
    std::uint64_t dropped = 0;
};

void make_load(const Scenario& scenario, int port, LoadFigures& figures);

}  // namespace telemetryflow::bench
