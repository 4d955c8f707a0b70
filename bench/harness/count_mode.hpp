#pragma once

// Performs an operation a given number of times on the main thread, for whoever counts from outside: instructions in
// the functions measured_loop(), system calls between the marks of BurstClock.

#include <cstdint>

#include "harness/operation.hpp"

namespace telemetryflow::bench {

/// After a short warm-up, `count` operations in bursts with draining between them.
void perform(Operation& operation, std::int64_t count);

}  // namespace telemetryflow::bench
