#pragma once

// How often a limit of the configuration cut something off a record that was kept. A value; safe to use from any
// thread.

#include <cstdint>

namespace telemetryflow {

struct TruncationCounters {
    std::uint64_t attributes = 0;        // beyond the attribute count limit
    std::uint64_t attribute_values = 0;  // longer than the value length limit
    std::uint64_t events = 0;            // beyond the event count limit
    std::uint64_t links = 0;             // beyond the link count limit
    std::uint64_t names = 0;             // longer than the name length limit
    std::uint64_t bodies = 0;            // longer than the body length limit
};

}  // namespace telemetryflow
