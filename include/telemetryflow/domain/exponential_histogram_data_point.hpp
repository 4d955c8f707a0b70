#pragma once

// The buckets of a base-2 exponential histogram (OTLP ExponentialHistogramDataPoint). A value; share it between threads
// only for reading.

#include <cstdint>
#include <optional>
#include <vector>

#include "telemetryflow/domain/exponential_histogram_buckets.hpp"
#include "telemetryflow/domain/metric_exemplar.hpp"
#include "telemetryflow/domain/owned_attribute.hpp"

namespace telemetryflow {

struct ExponentialHistogramDataPoint {
    /// In the order of their keys.
    std::vector<OwnedAttribute> attributes{};
    std::uint64_t start_unix_nano = 0;
    std::uint64_t time_unix_nano = 0;
    std::uint64_t count = 0;
    /// Of what may be negative there is none.
    std::optional<double> sum{};
    std::optional<double> min{};
    std::optional<double> max{};
    std::int32_t scale = 0;
    std::uint64_t zero_count = 0;
    ExponentialHistogramBuckets positive{};
    /// Of absolute values.
    ExponentialHistogramBuckets negative{};
    std::vector<MetricExemplar> exemplars{};
};

}  // namespace telemetryflow
