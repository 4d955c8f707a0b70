#pragma once

// Tells engines of fork(): locks are taken before it and given back on both sides, so that the child never inherits one
// that nobody holds. Registered with the system once per process; any thread may add and remove.

#include <atomic>

namespace telemetryflow::hot {

class ForkAware {
public:
    virtual void before_fork() noexcept = 0;
    virtual void after_fork_in_parent() noexcept = 0;
    virtual void after_fork_in_child() noexcept = 0;

protected:
    ~ForkAware() = default;
};

namespace fork_watch {

extern std::atomic<unsigned long> g_generation;

void add(ForkAware& watcher);
void remove(ForkAware& watcher) noexcept;
/// How often this process's ancestors forked it: equal numbers mean the same process.
[[nodiscard]] inline unsigned long generation() noexcept {
    return g_generation.load(std::memory_order_relaxed);
}

}  // namespace fork_watch
}  // namespace telemetryflow::hot
