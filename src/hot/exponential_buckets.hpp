#pragma once

// The buckets of one sign of an exponential histogram, used by the collector: consecutive counts from `offset` on. A
// value.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace telemetryflow::hot {

struct ExponentialBuckets {
    std::int32_t offset = 0;  // index of the first
    std::vector<std::uint64_t> counts;

    [[nodiscard]] bool empty() const noexcept { return counts.empty(); }
    [[nodiscard]] std::int64_t first() const noexcept { return offset; }
    [[nodiscard]] std::int64_t last() const noexcept { return offset + static_cast<std::int64_t>(counts.size()) - 1; }

    /// Joins 2^by neighbours to one bucket each.
    void downscale(std::int32_t by);
    /// Adds the counts of `other`, which has the same scale.
    void add(const ExponentialBuckets& other);
};

/// By how much the scale has to fall, so that the buckets `first` to `last` become at most `max_size`.
[[nodiscard]] std::int32_t downscale_needed(std::int64_t first, std::int64_t last, std::uint32_t max_size) noexcept;

}  // namespace telemetryflow::hot
