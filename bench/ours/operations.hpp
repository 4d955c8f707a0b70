#pragma once

// The SDK's operations. Names are shared with the peers' (peers/*) and with the targets of tools/bench/targets.py.

#include "harness/loop_operation.hpp"

namespace telemetryflow::bench {

/// All that the targets are set for.
void add_our_operations(OperationList& list);
/// Variants that only profiles and the regression gate look at.
void add_our_further_operations(OperationList& list);
/// Attributes that are many, long or of arrays, and too many sets of them (harness/large_request.hpp).
void add_our_large_operations(OperationList& list);

// What those are made of.
void add_metric_operations(OperationList& list);
void add_further_metric_operations(OperationList& list);
void add_span_operations(OperationList& list);
void add_further_span_operations(OperationList& list);
void add_log_operations(OperationList& list);
void add_further_log_operations(OperationList& list);

}  // namespace telemetryflow::bench
