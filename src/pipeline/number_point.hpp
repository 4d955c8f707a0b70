#pragma once

// NumberDataPoint messages (metrics.proto), of sums and last values. Inline, because most points are such ones: with
// what fills them in, calls were 78 of the 244 instructions of a point. Free functions without state.

#include <cstddef>
#include <cstdint>
#include <string>

#include "hot/metric_point.hpp"
#include "hot/metric_stream.hpp"
#include "hot/wire.hpp"
#include "pipeline/exemplar_fields.hpp"

namespace telemetryflow::pipeline::number_point {

// The same in all three messages.
inline constexpr std::uint32_t kStart = 2;
inline constexpr std::uint32_t kTime = 3;

// A last value has no interval, so its start time says nothing and is left out.
[[nodiscard]] inline bool has_start(const hot::MetricStream& stream) noexcept {
    return stream.aggregation != hot::Aggregation::LastValue;
}

/// Bytes of the point's message.
[[nodiscard]] inline std::size_t size(const hot::MetricStream& stream, const hot::MetricPoint& point) noexcept {
    return (has_start(stream) ? 3 : 2) * hot::wire::kFixed64Size + point.series.attributes.size() +
           exemplar_fields::size(point);
}

/// Writes the message, whose point was taken at `time`, and returns the position after it.
inline char* put(char* at, const hot::MetricStream& stream, const hot::MetricPoint& point,
                 std::uint64_t time) noexcept {
    constexpr std::uint32_t kAsDouble = 4;
    constexpr std::uint32_t kExemplars = 5;
    constexpr std::uint32_t kAsInt = 6;
    if (has_start(stream)) at = hot::wire::put_fixed64_field(at, kStart, point.start_time);
    at = hot::wire::put_fixed64_field(at, kTime, time);
    const hot::SumTotal& value = point.value;
    if (value.has_doubles) {
        // Adding an integer's zero would lose the sign of the double's.
        const double sum = value.integers == 0 ? value.doubles : value.doubles + static_cast<double>(value.integers);
        at = hot::wire::put_double_field(at, kAsDouble, sum);
        at = exemplar_fields::put(at, kExemplars, point);
    } else {
        at = exemplar_fields::put(at, kExemplars, point);
        at = hot::wire::put_fixed64_field(at, kAsInt, static_cast<std::uint64_t>(value.integers));
    }
    const std::string& attributes = point.series.attributes;
    return hot::wire::put_raw(at, attributes.data(), attributes.size());
}

}  // namespace telemetryflow::pipeline::number_point
