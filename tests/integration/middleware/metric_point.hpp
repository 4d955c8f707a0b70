#pragma once

// Looks up points of metrics as they arrived: by the attributes they have to have, and no others.

#include <cstdint>
#include <map>
#include <string>

#include "support/otlp_requests.hpp"

namespace telemetryflow::tests {

using AttributeTexts = std::map<std::string, std::string>;

/// Counts of a metric's points by their attributes: values of sums, counts of histograms.
inline std::map<AttributeTexts, std::int64_t> counts_of(const Received& received, std::string_view name) {
    std::map<AttributeTexts, std::int64_t> counts;
    for (const Metric& metric : received.metrics) {
        if (metric.name() != name) continue;
        counts.clear();  // the latest state counts
        for (const auto& point : metric.sum().data_points())
            counts[attributes_of(point)] = point.as_int();
        for (const auto& point : metric.histogram().data_points())
            counts[attributes_of(point)] = static_cast<std::int64_t>(point.count());
    }
    return counts;
}

}  // namespace telemetryflow::tests
