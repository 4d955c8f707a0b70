#pragma once

// How writing a region to the disk goes. A value.

#include <cstdint>

namespace telemetryflow::durability {

struct CommitCounts {
    std::uint64_t succeeded = 0;
    std::uint64_t failed = 0;
    std::uint64_t calls_without = 0;  // that waited for the disk, or would have, and went on without it
    bool is_failing = false;          // the last commit failed, or takes too long
};

}  // namespace telemetryflow::durability
