#pragma once

// What one series must add up to: the sums, the last value and the distribution of the measurements that it was given.
// A plain value; threads keep one each and merge them when they are done.

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace telemetryflow::tests::property {

struct MeasuredSeries {
    double sum = 0;
    double last = 0;
    std::uint64_t count = 0;
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    std::vector<std::uint64_t> buckets;

    void measure(double value, const std::vector<double>& bounds = {}) {
        sum += value;
        last = value;
        ++count;
        min = std::fmin(min, value);
        max = std::fmax(max, value);
        // A bucket holds what is above the bound before it and not above its own.
        std::size_t bucket = 0;
        while (bucket < bounds.size() && value > bounds[bucket])
            ++bucket;
        buckets.resize(bounds.size() + 1);
        ++buckets[bucket];
    }

    void merge(const MeasuredSeries& other) {
        sum += other.sum;
        last = other.last;
        count += other.count;
        min = std::fmin(min, other.min);
        max = std::fmax(max, other.max);
        buckets.resize(std::max(buckets.size(), other.buckets.size()));
        for (std::size_t i = 0; i < other.buckets.size(); ++i)
            buckets[i] += other.buckets[i];
    }
};

}  // namespace telemetryflow::tests::property
