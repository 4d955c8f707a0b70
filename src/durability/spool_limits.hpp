#pragma once

// How much a spool may take of a disk. A value.

#include <algorithm>
#include <cstdint>

namespace telemetryflow::durability {

struct SpoolLimits {
    std::uint64_t max_bytes = 256U << 20U;      // of all segments
    std::uint64_t min_free_bytes = 64U << 20U;  // left to others

    /// A segment is begun rather than one made larger than this. Small spools have small ones, because they drop whole
    /// segments.
    [[nodiscard]] std::uint64_t segment_bytes() const noexcept {
        constexpr std::uint64_t kLeast = 64U << 10U;
        constexpr std::uint64_t kMost = 4U << 20U;
        return std::clamp(max_bytes / 16, kLeast, kMost);
    }
};

}  // namespace telemetryflow::durability
