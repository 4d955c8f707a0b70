#pragma once

#include "harness/cold_case.hpp"

namespace telemetryflow::bench {

/// First uses of ours: of an instrument, and of a thread.
void add_our_cold_cases(ColdCases& cases);

}  // namespace telemetryflow::bench
