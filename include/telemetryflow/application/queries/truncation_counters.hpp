#pragma once

// How often a limit of the configuration cut something off a record that was kept. A value; safe to use from any
// thread.

#include <cstdint>

namespace telemetryflow {

struct TruncationCounters {
    std::uint64_t attributes = 0;        // beyond the attribute count limit
    std::uint64_t events = 0;            // beyond the event count limit
    std::uint64_t links = 0;             // beyond the link count limit
    std::uint64_t strings = 0;           // values, names and bodies longer than their limits, cut
    std::uint64_t repaired_strings = 0;  // with bytes that are not UTF-8, replaced
};

}  // namespace telemetryflow
