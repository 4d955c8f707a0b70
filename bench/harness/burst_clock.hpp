#pragma once

// Takes the figures of one burst on one thread: what lies between start() and stop(). Used by that thread alone.

#include <cstdint>

#include "harness/allocation_count.hpp"
#include "harness/start_line.hpp"

namespace telemetryflow::bench {

class BurstClock {
public:
    /// With a start line, start() waits there for the other threads.
    explicit BurstClock(StartLine* line = nullptr) noexcept : line_(line) {}

    /// Makes start() and stop() show in a trace of system calls: a write to no descriptor, "bench begin" or "bench
    /// end".
    void mark() noexcept { marks_ = true; }

    void start() noexcept;
    void stop() noexcept;

    /// CPU time of the thread, without what reading the clock takes.
    [[nodiscard]] std::int64_t thread_ns() const noexcept { return thread_ns_; }
    [[nodiscard]] std::uint64_t allocations() const noexcept { return allocations_end_ - at_start_.thread; }
    /// The process's figures at start(), so that a caller can go on counting past stop().
    [[nodiscard]] std::int64_t process_start_ns() const noexcept { return process_start_ns_; }
    [[nodiscard]] std::uint64_t process_start_allocations() const noexcept { return at_start_.process; }

private:
    StartLine* line_;
    bool marks_ = false;
    AllocationCount at_start_;
    std::int64_t process_start_ns_ = 0;
    std::int64_t thread_start_ns_ = 0;
    std::int64_t thread_ns_ = 0;
    std::uint64_t allocations_end_ = 0;
};

}  // namespace telemetryflow::bench
