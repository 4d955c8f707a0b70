#pragma once

// How long single calls take, by the wall clock, at a steady pace. Used by one thread.

#include <chrono>
#include <cstdint>
#include <vector>

namespace telemetryflow::bench {

class Latencies {
public:
    Latencies(std::size_t calls, std::chrono::nanoseconds between) : between_ns_(between.count()) {
        took_.reserve(calls);
    }

    [[nodiscard]] static std::int64_t now() noexcept {
        return std::chrono::steady_clock::now().time_since_epoch().count();
    }

    /// Spins for a while, as a program's thread works between two calls. Nothing is caught up when the system took the
    /// processor away: that would be a burst. False after the last call.
    [[nodiscard]] bool wait_for_turn() noexcept {
        if (took_.size() == took_.capacity()) return false;
        const std::int64_t next = now() + between_ns_;
        while (now() < next) {
        }
        return true;
    }
    void add(std::int64_t took_ns) noexcept { took_.push_back(took_ns); }

    /// The time that this part of the calls (0 to 1) did not exceed; reorders them.
    [[nodiscard]] double quantile(double part);
    [[nodiscard]] std::size_t calls() const noexcept { return took_.size(); }

private:
    std::int64_t between_ns_;
    std::vector<std::int64_t> took_;
};

}  // namespace telemetryflow::bench
