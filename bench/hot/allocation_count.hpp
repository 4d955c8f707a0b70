#pragma once

// Counts every allocation of the calling thread: the program's own malloc family counts and passes on to the C
// library's, which operator new and every library use too.

#include <cstdint>

namespace telemetryflow::bench {

/// Calls of malloc, calloc, realloc and the aligned forms by this thread since it started.
[[nodiscard]] std::uint64_t allocations_of_this_thread() noexcept;

}  // namespace telemetryflow::bench
