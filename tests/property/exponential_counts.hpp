#pragma once

// The buckets of points of an exponential histogram, put together at the lowest of their scales (OTLP,
// "ExponentialHistogramDataPoint"). A plain value.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

namespace telemetryflow::tests::property {

struct ExponentialCounts {
    std::int32_t scale = 20;
    std::uint64_t zeros = 0;
    std::map<std::int32_t, std::uint64_t> positive;
    std::map<std::int32_t, std::uint64_t> negative;

    void merge(const ExponentialCounts& other) {
        ExponentialCounts at_scale = other;
        const std::int32_t lowest = std::min(scale, other.scale);
        at_scale.lower_to(lowest);
        lower_to(lowest);
        zeros += other.zeros;
        for (const auto& [index, times] : at_scale.positive)
            positive[index] += times;
        for (const auto& [index, times] : at_scale.negative)
            negative[index] += times;
    }

    /// Two neighbouring buckets of a scale are one of the scale below it.
    void lower_to(std::int32_t lower) {
        positive = lowered(positive, scale - lower);
        negative = lowered(negative, scale - lower);
        scale = lower;
    }

    /// Where values belong at a scale. Values are multiples of 1/4 and small: the logarithm tells powers of two
    /// exactly, and no other one is as near to a boundary as it is wrong.
    [[nodiscard]] static ExponentialCounts of_values(const std::map<double, std::uint64_t>& values,
                                                     std::int32_t scale) {
        ExponentialCounts counts;
        counts.scale = scale;
        for (const auto& [value, times] : values) {
            if (value == 0) {
                counts.zeros += times;
                continue;
            }
            const long double exponent = std::ldexp(std::log2(static_cast<long double>(std::fabs(value))), scale);
            const auto index = static_cast<std::int32_t>(std::ceil(exponent)) - 1;
            (value > 0 ? counts.positive : counts.negative)[index] += times;
        }
        return counts;
    }

    friend bool operator==(const ExponentialCounts&, const ExponentialCounts&) = default;

private:
    static std::map<std::int32_t, std::uint64_t> lowered(const std::map<std::int32_t, std::uint64_t>& buckets, int by) {
        std::map<std::int32_t, std::uint64_t> merged;
        for (const auto& [index, times] : buckets)
            merged[index >> by] += times;
        return merged;
    }
};

}  // namespace telemetryflow::tests::property
