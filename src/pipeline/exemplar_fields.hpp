#pragma once

// Exemplars as fields of a data point (metrics.proto, "Exemplar"). Free functions without state.

#include <cstddef>
#include <cstdint>

#include "hot/metric_point.hpp"

namespace telemetryflow::pipeline::exemplar_fields {

/// Bytes of all the point's exemplars, each a field with a number below 16; the point has some.
[[nodiscard]] std::size_t size_of_all(const hot::MetricPoint& point) noexcept;
/// Writes them as `field` and returns the position after them.
char* put_all(char* at, std::uint32_t field, const hot::MetricPoint& point) noexcept;

// Most points have none, and pay a look for it.
[[nodiscard]] inline std::size_t size(const hot::MetricPoint& point) noexcept {
    return point.exemplars.empty() ? 0 : size_of_all(point);
}
inline char* put(char* at, std::uint32_t field, const hot::MetricPoint& point) noexcept {
    return point.exemplars.empty() ? at : put_all(at, field, point);
}

}  // namespace telemetryflow::pipeline::exemplar_fields
