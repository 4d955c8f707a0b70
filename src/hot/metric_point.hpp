#pragma once

// One data point as a reader sees it: valid while it is visited.

#include <cstdint>
#include <span>

#include "telemetryflow/domain/temporality.hpp"

#include "hot/exemplar.hpp"
#include "hot/exponential_totals.hpp"
#include "hot/histogram_totals.hpp"
#include "hot/series.hpp"
#include "hot/sum_total.hpp"

namespace telemetryflow::hot {

struct MetricPoint {
    const Series& series;
    std::uint64_t start_time;
    Temporality temporality = Temporality::Cumulative;  // Delta or Cumulative
    SumTotal value{};                                   // of sums, and of last values
    const HistogramTotals* histogram = nullptr;
    const ExponentialTotals* exponential = nullptr;
    std::span<const Exemplar> exemplars{};
};

}  // namespace telemetryflow::hot
