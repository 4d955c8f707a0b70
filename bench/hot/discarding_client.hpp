#pragma once

// Clients whose exporter takes every batch and forgets it, so that what is measured is the recording and the pipeline,
// not a network. Made once and shared by all benchmarks of the program; they end with it.

#include <cstdint>

#include "telemetryflow/client.hpp"

namespace telemetryflow::bench {

/// Records everything.
[[nodiscard]] TelemetryFlowClient& recording_client();
/// Samples no trace.
[[nodiscard]] TelemetryFlowClient& unsampled_client();

/// Records of all signals that were dropped, for whatever reason; a benchmark that drops measures something else.
[[nodiscard]] std::uint64_t dropped(const TelemetryFlowClient& client);

}  // namespace telemetryflow::bench
