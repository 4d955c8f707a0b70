#pragma once

#include "harness/cold_case.hpp"
#include "harness/figure.hpp"
#include "harness/options.hpp"

namespace telemetryflow::bench {

/// Takes every case once in each round, the subjects of one after each other, and returns the figures.
[[nodiscard]] std::vector<Figure> measure_cold_cases(const ColdCases& cases, const Options& options);

}  // namespace telemetryflow::bench
