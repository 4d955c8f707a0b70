#pragma once

// Counts the heap allocations of the calling thread, whoever makes them: malloc and its relatives are replaced for the
// whole executable, and operator new comes down to them. Threads do not disturb each other's counts.

#include <cstdint>

namespace telemetryflow::tests {

/// Allocations that the calling thread has made so far.
[[nodiscard]] std::uint64_t allocations_of_this_thread() noexcept;

}  // namespace telemetryflow::tests
