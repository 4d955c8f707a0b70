#pragma once

// When a region in a file is written to the disk. A value.

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace telemetryflow::durability {

struct CommitOptions {
    /// No record waits longer; zero: only who waits for the disk has it written to.
    std::chrono::milliseconds interval{0};
    /// When so many bytes wait they are written before that time.
    std::size_t bytes = 256U << 10U;
    /// Who waits for the disk goes on after this time without it.
    std::chrono::milliseconds longest_wait{3'000};
    /// The region's own memory is the file's; else writing is asked for at each interval, whatever was recorded.
    bool is_mapped = true;
    /// Told, on a thread of the committer's, that the disk failed; not more often than every 30 s.
    std::function<void(const std::string&)> warn = [](const std::string&) {};
};

}  // namespace telemetryflow::durability
