#pragma once

// The SDKs and loggers that ours is compared with: those that were found when the benchmarks were configured. Their
// operations have the names of ours (ours/operations.hpp) and record the same.

#include "harness/loop_operation.hpp"

namespace telemetryflow::bench {

void add_opentelemetry_operations(OperationList& list);
void add_prometheus_operations(OperationList& list);
void add_spdlog_operations(OperationList& list);

/// Those of all that were found.
void add_peer_operations(OperationList& list);

}  // namespace telemetryflow::bench
