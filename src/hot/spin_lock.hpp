#pragma once

// A lock for a few instructions on paths that are rarely contended: never held across a system call.

#include <atomic>

#include <sched.h>

namespace telemetryflow::hot {

class SpinLock {
public:
    void lock() noexcept {
        for (int spins = 0; held_.exchange(true, std::memory_order_acquire); ++spins) {
            // The holder may have lost its processor: give it ours.
            if (spins >= 64) ::sched_yield();
        }
    }
    void unlock() noexcept { held_.store(false, std::memory_order_release); }

private:
    std::atomic<bool> held_{false};
};

}  // namespace telemetryflow::hot
