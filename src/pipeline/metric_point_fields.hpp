#pragma once

// Data points as OTLP messages (metrics.proto): NumberDataPoint, HistogramDataPoint, ExponentialHistogramDataPoint.
// Free functions without state.

#include <cstddef>
#include <cstdint>

#include "hot/metric_point.hpp"
#include "hot/metric_stream.hpp"
#include "pipeline/number_point.hpp"

namespace telemetryflow::pipeline::metric_point_fields {

[[nodiscard]] std::size_t histogram_size(const hot::MetricStream& stream, const hot::MetricPoint& point) noexcept;
char* put_histogram(char* at, const hot::MetricStream& stream, const hot::MetricPoint& point,
                    std::uint64_t time) noexcept;

/// Bytes of the point's message.
[[nodiscard]] inline std::size_t size(const hot::MetricStream& stream, const hot::MetricPoint& point) noexcept {
    return hot::is_histogram(stream.aggregation) ? histogram_size(stream, point) : number_point::size(stream, point);
}

/// Writes the message, whose point was taken at `time`, and returns the position after it.
inline char* put(char* at, const hot::MetricStream& stream, const hot::MetricPoint& point,
                 std::uint64_t time) noexcept {
    return hot::is_histogram(stream.aggregation) ? put_histogram(at, stream, point, time)
                                                 : number_point::put(at, stream, point, time);
}

}  // namespace telemetryflow::pipeline::metric_point_fields
