#pragma once

// The buckets of one sign of an exponential histogram (OTLP ExponentialHistogramDataPoint.Buckets). A value; share it
// between threads only for reading.

#include <cstdint>
#include <vector>

namespace telemetryflow {

struct ExponentialHistogramBuckets {
    /// The index of the first: with base = 2^(2^-scale), the bucket of index i takes what is above base^i and at most
    /// base^(i+1).
    std::int32_t offset = 0;
    std::vector<std::uint64_t> bucket_counts{};
};

}  // namespace telemetryflow
