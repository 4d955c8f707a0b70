#pragma once

// The worker's doorbell, with a way to sleep that small matters do not interrupt: whoever wakes it pays for that, which
// at full speed, once in 512 spans, was 5 ns of each span's 71. Any thread may knock and ring; the worker alone
// listens, waits and naps.

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
        // Read by writing: either the nap's end sees this and what was done before it, or this sees that the nap is
        // over.
        if (napping_.fetch_add(0, std::memory_order_acq_rel) == 0) bell_.ring();
    }

    /// As Doorbell has them.
    [[nodiscard]] std::uint32_t listen() const noexcept { return bell_.listen(); }
    bool wait(std::uint32_t heard, std::chrono::steady_clock::time_point deadline) noexcept {
        return bell_.wait(heard, deadline);
    }

    /// Sleeps until a ring after `heard` or until `deadline`, whoever knocks. The worker has to look around afterwards,
    /// before it waits.
    void nap(std::uint32_t heard, std::chrono::steady_clock::time_point deadline) noexcept {
        napping_.store(1, std::memory_order_relaxed);
        bell_.wait(heard, deadline);
        napping_.exchange(0, std::memory_order_acq_rel);
    }

    /// In a forked child: the parent's worker is not here.
    void forget_worker() noexcept {
        bell_.forget_waiters();
        napping_.store(0, std::memory_order_relaxed);
    }

private:
    Doorbell bell_;
    std::atomic<std::uint32_t> napping_{0};
};

}  // namespace telemetryflow::hot
