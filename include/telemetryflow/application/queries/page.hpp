#pragma once

// Which part of a long answer a query wants. A value; safe to use from any thread.

#include <cstdint>

namespace telemetryflow {

struct Page {
    std::uint32_t limit = 100;  // at most so many; 1 to 10,000
    std::uint64_t offset = 0;   // after skipping so many
};

}  // namespace telemetryflow
