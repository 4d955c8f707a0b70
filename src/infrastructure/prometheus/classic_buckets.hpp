#pragma once

// The buckets of a histogram as Prometheus counts them: each with all that are below it. A value, made of a point.

#include <cstdint>
#include <vector>

#include "telemetryflow/domain/exponential_histogram_data_point.hpp"
#include "telemetryflow/domain/histogram_data_point.hpp"

namespace telemetryflow::prometheus {

struct ClassicBuckets {
    struct Bucket {
        double bound;  // upper, inclusive
        std::uint64_t count;
    };

    /// Ascending; the last bound is infinite.
    std::vector<Bucket> buckets;

    [[nodiscard]] static ClassicBuckets of(const HistogramDataPoint& point);
    /// Between powers of two, or of a power of two where the point is coarser, so that bounds stay the same while the
    /// point's scale changes; from the lowest to the highest that it has values between. A negative value that is a
    /// bound itself counts as above it.
    [[nodiscard]] static ClassicBuckets of(const ExponentialHistogramDataPoint& point);
};

}  // namespace telemetryflow::prometheus
