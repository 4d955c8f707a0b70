#pragma once

// Wakes one or more sleeping threads without costing the others a system call: ring() enters the kernel only when
// somebody waits. Any thread may ring; several may wait. A ring before the wait is not lost.

#include <atomic>
#include <chrono>
#include <cstdint>

namespace telemetryflow::hot {

class Doorbell {
public:
    void ring() noexcept;

    /// Returns the state to hand to wait(): a ring after this call makes that wait return.
    [[nodiscard]] std::uint32_t listen() const noexcept { return rings_.load(std::memory_order_acquire); }

    /// Sleeps until a ring after `heard` or until `deadline`; false when the deadline came first.
    bool wait(std::uint32_t heard, std::chrono::steady_clock::time_point deadline) noexcept;

    /// In a forked child: the parent's sleeping threads are not here.
    void forget_waiters() noexcept { waiters_.store(0, std::memory_order_relaxed); }

private:
    std::atomic<std::uint32_t> rings_{0};
    std::atomic<std::uint32_t> waiters_{0};
};

}  // namespace telemetryflow::hot
