#pragma once

// Data points as OTLP messages (metrics.proto): NumberDataPoint, HistogramDataPoint, ExponentialHistogramDataPoint.
// Free functions without state.

#include <cstddef>
#include <cstdint>

#include "hot/metric_point.hpp"
#include "hot/metric_stream.hpp"

namespace telemetryflow::pipeline::metric_point_fields {

/// Bytes of the point's message.
[[nodiscard]] std::size_t size(const hot::MetricStream& stream, const hot::MetricPoint& point) noexcept;

/// Writes the message, whose point was taken at `time`, and returns the position after it.
char* put(char* at, const hot::MetricStream& stream, const hot::MetricPoint& point, std::uint64_t time) noexcept;

}  // namespace telemetryflow::pipeline::metric_point_fields
