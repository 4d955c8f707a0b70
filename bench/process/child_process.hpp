#pragma once

// Runs a program to its end and returns what it printed and what it cost: CPU time and memory are then the system's
// figures for a process of its own, and nothing of one run is left in the next.

#include <cstdint>
#include <string>
#include <vector>

namespace telemetryflow::bench {

struct ChildResult {
    int exit_code = -1;  // -1: ended by a signal
    double cpu_s = 0;    // all threads, and the processes that it waited for
    std::int64_t max_rss_kb = 0;
    std::string output;  // standard output

    [[nodiscard]] bool ok() const noexcept { return exit_code == 0; }
};

/// Runs `command` (the program's path and its arguments) with `environment` ("NAME=value") on top of this process's
/// own. The child ends with this process. Throws std::system_error when it cannot be started.
[[nodiscard]] ChildResult run_child(const std::vector<std::string>& command,
                                    const std::vector<std::string>& environment = {});

}  // namespace telemetryflow::bench
