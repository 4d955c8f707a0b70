#pragma once

// One figure of a program, as --json writes it: one subject, one operation, one metric, over all its samples.

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace telemetryflow::bench {

/// The subject that all others are compared with.
inline constexpr std::string_view kOurs = "telemetryflow";

struct Figure {
    std::string op;
    std::string subject;
    std::string metric;  // caller_cpu, process_cpu, allocations, process_allocations, ...
    std::string unit;    // ns, 1, ...
    std::vector<double> samples;

    [[nodiscard]] double median() const {
        std::vector<double> sorted = samples;
        std::sort(sorted.begin(), sorted.end());
        const std::size_t middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
    [[nodiscard]] double min() const { return *std::min_element(samples.begin(), samples.end()); }
    [[nodiscard]] double max() const { return *std::max_element(samples.begin(), samples.end()); }
    /// How far the samples lie apart, as a part of the median.
    [[nodiscard]] double spread() const { return median() != 0 ? (max() - min()) / median() : 0; }
};

}  // namespace telemetryflow::bench
