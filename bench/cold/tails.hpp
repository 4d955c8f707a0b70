#pragma once

#include "harness/figure.hpp"
#include "harness/loop_operation.hpp"
#include "harness/options.hpp"

namespace telemetryflow::bench {

/// Calls every operation 100,000 times a second while what it records is drained and exported, and returns how long
/// the calls took, by the wall clock. Whatever else the machine does is a part of it: the subject "nothing" shows how
/// much. A peer's round is left out when not everything arrived; ours throws std::runtime_error then.
[[nodiscard]] std::vector<Figure> measure_tails(const OperationList& operations, const Options& options);

}  // namespace telemetryflow::bench
