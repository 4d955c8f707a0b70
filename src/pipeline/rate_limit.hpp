#pragma once

// When the next request may leave. Remembers whether one was held up, since the worker that asks again a moment later
// would find it free to go and sleep on. Used by the worker.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace telemetryflow::pipeline {

class RateLimit {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// 0 requests: no limit.
    explicit RateLimit(std::uint32_t requests_per_second) noexcept
        : interval_(requests_per_second == 0 ? 0 : 1'000'000'000 / requests_per_second) {}

    /// Everything that is due is asked for anew.
    void forget_held_up() noexcept { is_held_up_ = false; }
    /// Whether a request may leave now.
    [[nodiscard]] bool admits(TimePoint now) noexcept {
        if (now >= next_at_) return true;
        is_held_up_ = true;
        return false;
    }
    /// One leaves.
    void take(TimePoint now) noexcept {
        if (interval_ == std::chrono::nanoseconds::zero()) return;
        // So much unused allowance may be caught up with, so that short bursts are not delayed.
        constexpr std::chrono::milliseconds kBurst{100};
        next_at_ = std::max(next_at_, now - kBurst) + interval_;
    }
    /// When a request that was held up may leave, which may be in the past by now; nothing when none was.
    [[nodiscard]] std::optional<TimePoint> held_up_until() const noexcept {
        return is_held_up_ ? std::optional(next_at_) : std::nullopt;
    }

private:
    const std::chrono::nanoseconds interval_;
    TimePoint next_at_;
    bool is_held_up_ = false;
};

}  // namespace telemetryflow::pipeline
