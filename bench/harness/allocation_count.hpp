#pragma once

// Allocations as the hook counts them: allocation_hook.cpp, a library that the dynamic loader puts in front of the
// allocator (LD_PRELOAD). A program that was started without it counts nothing, and its times are not the hook's.

#include <cstdint>

namespace telemetryflow::bench {

struct AllocationCount {
    std::uint64_t thread = 0;   // by the calling thread since it started
    std::uint64_t process = 0;  // by all threads
};

/// Whether this program runs with the hook.
[[nodiscard]] bool allocations_are_counted() noexcept;

/// Calls of malloc, calloc, realloc and the aligned forms; zeros without the hook.
[[nodiscard]] AllocationCount count_allocations() noexcept;

}  // namespace telemetryflow::bench
