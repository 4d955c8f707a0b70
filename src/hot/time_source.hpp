#pragma once

// Where time comes from: a counter that is cheap to read, and the system's clocks, which say what it means. The counter
// is the processor's time stamp counter where that runs at one rate in all states and the kernel itself relies on it
// (9 ns), else the monotonic clock (21 ns). Stateless after start; any thread may call anything.

#include <cstdint>
#include <ctime>

namespace telemetryflow::hot {

/// The counter and the system's clocks at one moment.
struct TimeSample {
    std::uint64_t ticks = 0;
    std::uint64_t monotonic = 0;  // nanoseconds
    std::uint64_t wall = 0;       // nanoseconds since the Unix epoch
};

class TimeSource {
public:
    TimeSource() noexcept : has_counter_(counter_is_reliable()) {}

    /// False: a tick is a nanosecond. True: how long one is has to be measured.
    [[nodiscard]] bool needs_calibration() const noexcept { return has_counter_; }

    [[nodiscard]] std::uint64_t ticks() const noexcept {
#ifdef __x86_64__
        if (has_counter_) [[likely]]
            return __builtin_ia32_rdtsc();
#endif
        return read(CLOCK_MONOTONIC);
    }

    [[nodiscard]] std::uint64_t wall() const noexcept {
        return read(CLOCK_REALTIME);
    }

    /// Reads all three as close together as the scheduler lets it.
    [[nodiscard]] TimeSample sample() const noexcept;

private:
    static bool counter_is_reliable() noexcept;
    static std::uint64_t read(clockid_t clock) noexcept;

    bool has_counter_;
};

}  // namespace telemetryflow::hot
