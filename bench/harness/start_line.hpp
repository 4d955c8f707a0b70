#pragma once

// Where threads wait for each other before a burst. They spin, because a thread that wakes from a sleep is tens of
// microseconds late and would find the others done; after a while they give way, for more threads than processors.

#include <atomic>

#include <sched.h>

namespace telemetryflow::bench {

class StartLine {
public:
    explicit StartLine(int threads) noexcept : threads_(threads) {}

    void wait() noexcept {
        constexpr int kSpins = 2'000;
        const unsigned round = round_.load(std::memory_order_acquire);
        if (waiting_.fetch_add(1, std::memory_order_acq_rel) + 1 == threads_) {
            waiting_.store(0, std::memory_order_relaxed);
            round_.store(round + 1, std::memory_order_release);
            return;
        }
        for (int spins = 0; round_.load(std::memory_order_acquire) == round; ++spins) {
            if (spins > kSpins) ::sched_yield();
        }
    }

private:
    const int threads_;
    std::atomic<int> waiting_{0};
    std::atomic<unsigned> round_{0};
};

}  // namespace telemetryflow::bench
