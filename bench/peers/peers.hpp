#pragma once

// The SDKs and loggers that ours is compared with: those that were found when the benchmarks were configured. Their
// operations have the names of ours (ours/operations.hpp) and record the same.

#include "harness/cold_case.hpp"
#include "harness/loop_operation.hpp"

namespace telemetryflow::bench {

void add_opentelemetry_operations(OperationList& list);
void add_prometheus_operations(OperationList& list);
void add_spdlog_operations(OperationList& list);
void add_opentelemetry_large_operations(OperationList& list);
void add_opentelemetry_cold_cases(ColdCases& cases);

// Those of all that were found.
void add_peer_operations(OperationList& list);
void add_peer_large_operations(OperationList& list);
void add_peer_cold_cases(ColdCases& cases);

}  // namespace telemetryflow::bench
