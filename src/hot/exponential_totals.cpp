#include "hot/exponential_totals.hpp"

#include <algorithm>

namespace telemetryflow::hot {
namespace {

// What `a` and `b`, at scales that are higher by `a_by` and `b_by`, need once they are joined.
std::int32_t joined_need(const ExponentialBuckets& a, std::int32_t a_by, const ExponentialBuckets& b, std::int32_t b_by,
                         std::uint32_t max_size) noexcept {
    if (a.empty() && b.empty()) return 0;
    const auto& some = a.empty() ? b : a;
    const std::int32_t some_by = a.empty() ? b_by : a_by;
    std::int64_t first = some.first() >> some_by;
    std::int64_t last = some.last() >> some_by;
    if (!a.empty() && !b.empty()) {
        first = std::min(first, b.first() >> b_by);
        last = std::max(last, b.last() >> b_by);
    }
    return downscale_needed(first, last, max_size);
}

}  // namespace

void ExponentialTotals::lower_to(std::int32_t to) {
    positive.downscale(scale - to);
    negative.downscale(scale - to);
    scale = to;
}

void ExponentialTotals::merge(const ExponentialTotals& other, std::uint32_t max_size) {
    if (other.has_buckets()) {
        if (!has_buckets()) scale = other.scale;
        const std::int32_t common = std::min(scale, other.scale);
        const std::int32_t own_by = scale - common;
        const std::int32_t other_by = other.scale - common;
        const std::int32_t need = std::max(joined_need(positive, own_by, other.positive, other_by, max_size),
                                           joined_need(negative, own_by, other.negative, other_by, max_size));
        lower_to(common - need);
        ExponentialTotals lowered;
        lowered.scale = other.scale;
        lowered.positive = other.positive;
        lowered.negative = other.negative;
        lowered.lower_to(scale);
        positive.add(lowered.positive);
        negative.add(lowered.negative);
    }
    count += other.count;
    zero_count += other.zero_count;
    sum += other.sum;
    min = std::min(min, other.min);
    max = std::max(max, other.max);
}

void ExponentialTotals::clear() noexcept {
    positive.counts.clear();
    negative.counts.clear();
    count = zero_count = 0;
    sum = 0;
    min = std::numeric_limits<double>::infinity();
    max = -std::numeric_limits<double>::infinity();
}

}  // namespace telemetryflow::hot
