#pragma once

// The buckets of an explicit bucket histogram (OTLP HistogramDataPoint). A value; share it between threads only for
// reading.

#include <cstdint>
#include <optional>
#include <vector>

#include "telemetryflow/domain/metric_exemplar.hpp"
#include "telemetryflow/domain/owned_attribute.hpp"

namespace telemetryflow {

struct HistogramDataPoint {
    /// In the order of their keys.
    std::vector<OwnedAttribute> attributes{};
    std::uint64_t start_unix_nano = 0;
    std::uint64_t time_unix_nano = 0;
    std::uint64_t count = 0;
    /// Of what may be negative there is none.
    std::optional<double> sum{};
    std::optional<double> min{};
    std::optional<double> max{};
    /// Upper bounds, inclusive and ascending; the last bucket has none.
    std::vector<double> explicit_bounds{};
    /// Not added up; one more than bounds.
    std::vector<std::uint64_t> bucket_counts{};
    std::vector<MetricExemplar> exemplars{};
};

}  // namespace telemetryflow
