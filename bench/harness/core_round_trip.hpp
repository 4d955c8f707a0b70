#pragma once

// How far apart the processors are that two threads run on. Virtual machines move them, and everything that passes
// memory between threads becomes several times slower: figures are comparable only where this one is.

namespace telemetryflow::bench {

/// Nanoseconds that a word takes to another thread and back: the best of several short rounds.
[[nodiscard]] double core_round_trip_ns();

}  // namespace telemetryflow::bench
