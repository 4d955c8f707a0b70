#pragma once

// Tells those who hold locks of fork(): locks are taken before it and given back on both sides, so that the child never
// inherits one that nobody holds. Registered with the system while the program starts; any thread may add and remove.

#include <atomic>

namespace telemetryflow::process {

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

// Adding and removing wait for a fork that is under way: never while something is held that a fork takes.

/// Held at a fork before all that is there already: what is made later uses what was there before.
void add(ForkAware& watcher);
/// Held at a fork after all others: nothing that a fork holds is taken while this is held.
void add_innermost(ForkAware& watcher);
void remove(ForkAware& watcher) noexcept;

/// No fork begins while it lives: for who takes what a fork takes, in another order. Neither adds nor removes.
class NoFork {
public:
    NoFork() noexcept;
    ~NoFork();
    NoFork(const NoFork&) = delete;
    NoFork& operator=(const NoFork&) = delete;
};

/// How often this process's ancestors forked it: equal numbers mean the same process.
[[nodiscard]] inline unsigned long generation() noexcept {
    return g_generation.load(std::memory_order_relaxed);
}

}  // namespace fork_watch
}  // namespace telemetryflow::process
