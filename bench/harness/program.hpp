#pragma once

// The main function of a program that times operations.

#include "harness/loop_operation.hpp"
#include "harness/options.hpp"

namespace telemetryflow::bench {

/// Measures, lists or performs as the options say, and returns the exit code: 1 when a measurement is not valid.
[[nodiscard]] int run_program(const char* bench, const OperationList& operations, const Options& options);

}  // namespace telemetryflow::bench
