#include "hot/fork_watch.hpp"

#include <mutex>
#include <vector>

#include <pthread.h>

namespace telemetryflow::hot::fork_watch {
namespace {

struct Watchers {
    std::mutex mutex;
    std::vector<ForkAware*> list;
};

// Never destroyed: a fork during static destruction still finds it.
Watchers& watchers() {
    static auto* instance = new Watchers;
    return *instance;
}

void before() noexcept {
    watchers().mutex.lock();
    // What is made later uses what was there before: locks are taken in the order in which calls take them.
    for (auto watcher = watchers().list.rbegin(); watcher != watchers().list.rend(); ++watcher)
        (*watcher)->before_fork();
}

void in_parent() noexcept {
    for (ForkAware* watcher : watchers().list)
        watcher->after_fork_in_parent();
    watchers().mutex.unlock();
}

void in_child() noexcept {
    g_generation.fetch_add(1, std::memory_order_relaxed);
    for (ForkAware* watcher : watchers().list)
        watcher->after_fork_in_child();
    watchers().mutex.unlock();
}

}  // namespace

constinit std::atomic<unsigned long> g_generation{1};

void add(ForkAware& watcher) {
    static const int registered = ::pthread_atfork(before, in_parent, in_child);
    static_cast<void>(registered);
    const std::lock_guard lock(watchers().mutex);
    watchers().list.push_back(&watcher);
}

void remove(ForkAware& watcher) noexcept {
    const std::lock_guard lock(watchers().mutex);
    std::erase(watchers().list, &watcher);
}

}  // namespace telemetryflow::hot::fork_watch
