#pragma once

// What the points of one series come to: all that its measurements, or the points that arrived, say together. A plain
// value; threads keep one each and merge them when they are done.

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <vector>

#include "property/exponential_counts.hpp"

namespace telemetryflow::tests::property {

struct PointSeries {
    double sum = 0;
    double last = 0;
    std::uint64_t count = 0;
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    std::map<double, std::uint64_t> values;  // of measurements
    std::vector<std::uint64_t> buckets;      // of points with explicit bounds
    ExponentialCounts exponential;           // of points of exponential histograms

    void measure(double value) {
        sum += value;
        last = value;
        ++count;
        min = std::fmin(min, value);
        max = std::fmax(max, value);
        ++values[value];
    }

    void merge(const PointSeries& other) {
        sum += other.sum;
        last = other.last;
        count += other.count;
        min = std::fmin(min, other.min);
        max = std::fmax(max, other.max);
        for (const auto& [value, times] : other.values)
            values[value] += times;
        buckets.resize(std::max(buckets.size(), other.buckets.size()));
        for (std::size_t i = 0; i < other.buckets.size(); ++i)
            buckets[i] += other.buckets[i];
        exponential.merge(other.exponential);
    }

    /// How the measured values fall between bounds: a bucket holds what is above the bound before it and not above its
    /// own.
    [[nodiscard]] std::vector<std::uint64_t> buckets_of_values(const std::vector<double>& bounds) const {
        std::vector<std::uint64_t> counts(bounds.size() + 1);
        for (const auto& [value, times] : values) {
            std::size_t bucket = 0;
            while (bucket < bounds.size() && value > bounds[bucket])
                ++bucket;
            counts[bucket] += times;
        }
        return counts;
    }
};

}  // namespace telemetryflow::tests::property
