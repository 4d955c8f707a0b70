#pragma once

// The worker's doorbell, with a way to sleep that small matters do not interrupt: waking a thread on an idle processor
// costs whoever rings up to 20 us, which at full speed was half of what a log record cost. Any thread may knock and
// ring; the worker alone listens, waits and naps.

#include <atomic>
#include <chrono>
#include <cstdint>

#include "hot/doorbell.hpp"

namespace telemetryflow::hot {

class WorkerBell {
public:
    /// Wakes the worker.
    void ring() noexcept { bell_.ring(); }

    /// Wakes the worker unless it naps. What there is to see has to be there before the call: a worker whose nap ends
    /// looks for it.
    void knock() noexcept {
        // Either the worker sees what was done before the knock, or the knock sees that the worker looks no more.
        std::atomic_thread_fence(std::memory_order_seq_cst);
        if (!napping_.load(std::memory_order_relaxed)) bell_.ring();
    }

    /// As Doorbell has them.
    [[nodiscard]] std::uint32_t listen() const noexcept { return bell_.listen(); }
    bool wait(std::uint32_t heard, std::chrono::steady_clock::time_point deadline) noexcept {
        return bell_.wait(heard, deadline);
    }

    /// Sleeps until a ring after `heard` or until `deadline`, whoever knocks. The worker has to look around afterwards,
    /// before it waits.
    void nap(std::uint32_t heard, std::chrono::steady_clock::time_point deadline) noexcept {
        napping_.store(true, std::memory_order_relaxed);
        bell_.wait(heard, deadline);
        napping_.store(false, std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_seq_cst);
    }

    /// In a forked child: the parent's worker is not here.
    void forget_worker() noexcept {
        bell_.forget_waiters();
        napping_.store(false, std::memory_order_relaxed);
    }

private:
    Doorbell bell_;
    std::atomic<bool> napping_{false};
};

}  // namespace telemetryflow::hot
