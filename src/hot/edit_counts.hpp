#pragma once

// How often recording had to change what it was given. Written by one thread with plain additions to its own copy and
// read by any: each count is a relaxed atomic.

#include <atomic>
#include <cstdint>

namespace telemetryflow::hot {

/// Adds to a counter that has a single writer: a load and a store, without the bus lock of an atomic addition.
inline void bump(std::atomic<std::uint64_t>& counter, std::uint64_t by = 1) noexcept {
    counter.store(counter.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
}

struct EditCounts {
    std::atomic<std::uint64_t> truncated_strings{0};   // cut to a length limit
    std::atomic<std::uint64_t> repaired_strings{0};    // had bytes that are not UTF-8
    std::atomic<std::uint64_t> dropped_attributes{0};  // over a count limit, or without a key
    std::atomic<std::uint64_t> dropped_events{0};
    std::atomic<std::uint64_t> dropped_links{0};
};

}  // namespace telemetryflow::hot
