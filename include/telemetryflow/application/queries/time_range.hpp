#pragma once

// A stretch of time that a query looks at, in nanoseconds since 1970. A value; safe to use from any thread.

#include <cstdint>
#include <optional>

namespace telemetryflow {

struct TimeRange {
    std::optional<std::uint64_t> start_unix_nano = {};  // inclusive; unset: no bound
    std::optional<std::uint64_t> end_unix_nano = {};    // exclusive; unset: no bound
};

}  // namespace telemetryflow
