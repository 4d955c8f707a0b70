#pragma once

// Held by the one thread that collects, also while it calls the program's callbacks, so that a fork cannot wait for it:
// the child opens it anew. Meets std::lock_guard's needs.

#include <atomic>

namespace telemetryflow::hot {

class CollectionLock {
public:
    void lock() noexcept {
        while (held_.exchange(true, std::memory_order_acquire))
            held_.wait(true, std::memory_order_relaxed);
    }
    void unlock() noexcept {
        held_.store(false, std::memory_order_release);
        held_.notify_one();
    }
    /// In a forked child: whoever held it is not in the child.
    void reset_in_child() noexcept { held_.store(false, std::memory_order_relaxed); }

private:
    std::atomic<bool> held_{false};
};

}  // namespace telemetryflow::hot
