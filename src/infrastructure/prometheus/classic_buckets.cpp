#include "infrastructure/prometheus/classic_buckets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace telemetryflow::prometheus {
namespace {

using Counts = std::map<std::int64_t, std::uint64_t>;  // by index

// At the point's scale, but none above 0, where base^i is a power of two.
Counts counts_of(const ExponentialHistogramBuckets& buckets, std::int32_t scale) {
    Counts counts;
    const auto finer = static_cast<unsigned>(std::max(scale, 0));
    for (std::size_t i = 0; i < buckets.bucket_counts.size(); ++i) {
        const std::int64_t index = (std::int64_t{buckets.offset} + static_cast<std::int64_t>(i)) >> finer;
        if (buckets.bucket_counts[i] != 0) counts[index] += buckets.bucket_counts[i];
    }
    return counts;
}

double bound_of(std::int64_t index, std::int32_t scale) {
    const auto coarser = static_cast<unsigned>(std::max(-scale, 0));
    constexpr std::int64_t kBeyond = 1100;  // where doubles are zero or infinite
    const std::int64_t exponent = index * (std::int64_t{1} << coarser);
    return std::ldexp(1.0, static_cast<int>(std::clamp(exponent, -kBeyond, kBeyond)));
}

}  // namespace

ClassicBuckets ClassicBuckets::of(const HistogramDataPoint& point) {
    ClassicBuckets classic;
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < point.bucket_counts.size(); ++i) {
        below += point.bucket_counts[i];
        const bool is_last = i >= point.explicit_bounds.size();
        classic.buckets.push_back(
            {is_last ? std::numeric_limits<double>::infinity() : point.explicit_bounds[i], below});
    }
    if (classic.buckets.empty()) classic.buckets.push_back({std::numeric_limits<double>::infinity(), point.count});
    return classic;
}

ClassicBuckets ClassicBuckets::of(const ExponentialHistogramDataPoint& point) {
    ClassicBuckets classic;
    std::uint64_t below = 0;
    if (const Counts negative = counts_of(point.negative, point.scale); !negative.empty()) {
        for (std::int64_t index = negative.rbegin()->first; index >= negative.begin()->first; --index) {
            if (const auto found = negative.find(index); found != negative.end()) below += found->second;
            const double bound = bound_of(index, point.scale);
            if (bound != 0) classic.buckets.push_back({-bound, below});
        }
    }
    below += point.zero_count;
    if (below != 0) classic.buckets.push_back({0, below});
    if (const Counts positive = counts_of(point.positive, point.scale); !positive.empty()) {
        for (std::int64_t index = positive.begin()->first; index <= positive.rbegin()->first; ++index) {
            if (const auto found = positive.find(index); found != positive.end()) below += found->second;
            const double bound = bound_of(index + 1, point.scale);
            if (std::isfinite(bound)) classic.buckets.push_back({bound, below});
        }
    }
    classic.buckets.push_back({std::numeric_limits<double>::infinity(), point.count});
    return classic;
}

}  // namespace telemetryflow::prometheus
