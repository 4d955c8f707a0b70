#pragma once

// Totals of a histogram with explicit buckets, used by the collector. A value.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "hot/extremes.hpp"

namespace telemetryflow::hot {

struct HistogramTotals {
    std::vector<std::uint64_t> buckets;
    double sum = 0;
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    Extremes fresh;  // of what came since it was read last, where cells are locked

    void merge(const HistogramTotals& other) {
        if (buckets.size() < other.buckets.size()) buckets.resize(other.buckets.size());
        for (std::size_t i = 0; i < other.buckets.size(); ++i)
            buckets[i] += other.buckets[i];
        sum += other.sum;
        min = std::min(min, other.min);
        max = std::max(max, other.max);
        fresh.merge(other.fresh);
    }

    [[nodiscard]] std::uint64_t count() const noexcept {
        std::uint64_t count = 0;
        for (const std::uint64_t bucket : buckets)
            count += bucket;
        return count;
    }
};

}  // namespace telemetryflow::hot
