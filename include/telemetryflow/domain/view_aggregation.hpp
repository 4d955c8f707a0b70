#pragma once

// How the measurements of a view's stream are put together (OpenTelemetry metrics SDK, "Aggregation"). A value.

#include <cstdint>

namespace telemetryflow {

enum class ViewAggregation : std::uint8_t {
    /// The instrument's.
    Default,
    /// Nothing is exported.
    Drop,
    Sum,
    LastValue,
    ExplicitBucketHistogram,
    Base2ExponentialHistogram,
};

}  // namespace telemetryflow
