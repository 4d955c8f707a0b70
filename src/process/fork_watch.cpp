#include "process/fork_watch.hpp"

#include <mutex>
#include <vector>

#include <pthread.h>

namespace telemetryflow::process::fork_watch {
namespace {

constinit std::mutex g_mutex;
// Never destroyed: a fork during static destruction still finds it.
constinit std::vector<ForkAware*>* g_watchers = nullptr;

std::vector<ForkAware*>& watchers_locked() {
    if (g_watchers == nullptr) g_watchers = new std::vector<ForkAware*>;
    return *g_watchers;
}

void before() noexcept {
    g_mutex.lock();
    if (g_watchers == nullptr) return;
    // In the order in which calls take them.
    for (auto watcher = g_watchers->rbegin(); watcher != g_watchers->rend(); ++watcher)
        (*watcher)->before_fork();
}

void in_parent() noexcept {
    if (g_watchers != nullptr) {
        for (ForkAware* watcher : *g_watchers)
            watcher->after_fork_in_parent();
    }
    g_mutex.unlock();
}

void in_child() noexcept {
    g_generation.fetch_add(1, std::memory_order_relaxed);
    if (g_watchers != nullptr) {
        for (ForkAware* watcher : *g_watchers)
            watcher->after_fork_in_child();
    }
    g_mutex.unlock();
}

// Before the program's own constructors, not when the first is added: a fork at that instant would find the lock taken.
[[gnu::constructor(102)]] void register_handlers() {
    ::pthread_atfork(before, in_parent, in_child);
}

}  // namespace

constinit std::atomic<unsigned long> g_generation{1};

void add(ForkAware& watcher) {
    const std::lock_guard lock(g_mutex);
    watchers_locked().push_back(&watcher);
}

void add_innermost(ForkAware& watcher) {
    const std::lock_guard lock(g_mutex);
    std::vector<ForkAware*>& watchers = watchers_locked();
    watchers.insert(watchers.begin(), &watcher);
}

void remove(ForkAware& watcher) noexcept {
    const std::lock_guard lock(g_mutex);
    std::erase(*g_watchers, &watcher);
}

NoFork::NoFork() noexcept {
    g_mutex.lock();
}

NoFork::~NoFork() {
    g_mutex.unlock();
}

}  // namespace telemetryflow::process::fork_watch
