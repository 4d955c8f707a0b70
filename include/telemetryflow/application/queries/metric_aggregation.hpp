#pragma once

// How AggregateMetricsQuery makes one number of many. A value; safe to use from any thread.

#include <cstdint>
#include <string_view>

namespace telemetryflow {

enum class MetricAggregation : std::uint8_t { Sum, Avg, Min, Max, Count };

/// Returns "sum", "avg", "min", "max" or "count".
[[nodiscard]] constexpr std::string_view to_string(MetricAggregation aggregation) noexcept {
    switch (aggregation) {
        case MetricAggregation::Sum: return "sum";
        case MetricAggregation::Avg: return "avg";
        case MetricAggregation::Min: return "min";
        case MetricAggregation::Max: return "max";
        case MetricAggregation::Count: return "count";
    }
    return "unknown";
}

}  // namespace telemetryflow
