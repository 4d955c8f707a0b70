#pragma once

// What the disk has to do with single calls: how long one takes that waits for it, and how long the slowest take while
// the system writes the file back. By the wall clock. Used by the main thread.

#include <vector>

#include "durability/durable_clients.hpp"
#include "harness/figure.hpp"
#include "harness/options.hpp"

namespace telemetryflow::bench {

/// Calls that return when the disk has their record.
[[nodiscard]] std::vector<Figure> measure_sync(DurableClients& clients, const Options& options);

/// The slowest calls of each mode while all that is dirty is written to the disk ten times a second.
[[nodiscard]] std::vector<Figure> measure_writeback(DurableClients& clients, const Options& options);

}  // namespace telemetryflow::bench
