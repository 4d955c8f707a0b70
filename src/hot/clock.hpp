#pragma once

// The time of records: nanoseconds since the Unix epoch that run with the monotonic clock. One clock is read per edge
// of a span; the distance to the system's wall clock is refreshed by the worker, never by a recording call.
// Any thread may read; the worker alone calls refresh().

#include <atomic>
#include <cstdint>

namespace telemetryflow::hot {

class Clock {
public:
    Clock() noexcept { refresh(); }

    /// Nanoseconds of the monotonic clock.
    [[nodiscard]] static std::uint64_t monotonic() noexcept;
    /// Nanoseconds since the Unix epoch.
    [[nodiscard]] std::uint64_t now() const noexcept { return monotonic() + offset(); }
    /// What turns monotonic() into Unix time; a span keeps the one it started with, so that it cannot run backwards.
    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_.load(std::memory_order_relaxed); }

    /// Follows the system's wall clock.
    void refresh() noexcept;

private:
    std::atomic<std::uint64_t> offset_{0};
};

}  // namespace telemetryflow::hot
