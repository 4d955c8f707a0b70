#include "hot/exponential_buckets.hpp"

#include <algorithm>

namespace telemetryflow::hot {

void ExponentialBuckets::downscale(std::int32_t by) {
    if (by == 0 || empty()) return;
    const std::int32_t lowest = offset >> by;
    std::size_t used = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::int64_t index = (offset + static_cast<std::int64_t>(i)) >> by;
        const auto at = static_cast<std::size_t>(index - lowest);
        const std::uint64_t count = counts[i];
        counts[i] = 0;
        counts[at] += count;
        used = at + 1;
    }
    counts.resize(used);
    offset = lowest;
}

void ExponentialBuckets::add(const ExponentialBuckets& other) {
    if (other.empty()) return;
    if (empty()) {
        *this = other;
        return;
    }
    const std::int64_t lowest = std::min(first(), other.first());
    const std::int64_t highest = std::max(last(), other.last());
    if (lowest < first()) counts.insert(counts.begin(), static_cast<std::size_t>(first() - lowest), 0);
    counts.resize(static_cast<std::size_t>(highest - lowest + 1));
    offset = static_cast<std::int32_t>(lowest);
    const auto begin = static_cast<std::size_t>(other.first() - lowest);
    for (std::size_t i = 0; i < other.counts.size(); ++i)
        counts[begin + i] += other.counts[i];
}

std::int32_t downscale_needed(std::int64_t first, std::int64_t last, std::uint32_t max_size) noexcept {
    std::int32_t by = 0;
    while ((last >> by) - (first >> by) >= static_cast<std::int64_t>(max_size))
        ++by;
    return by;
}

}  // namespace telemetryflow::hot
