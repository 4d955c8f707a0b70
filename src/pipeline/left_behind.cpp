#include "pipeline/left_behind.hpp"

#include <chrono>
#include <cstdlib>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include "process/fork_watch.hpp"
#include "process/made_once.hpp"

namespace telemetryflow::pipeline {
namespace {

constexpr std::chrono::seconds kLongestWait{5};

class LeftBehind final : private process::ForkAware {
public:
    LeftBehind() { process::fork_watch::add(*this); }
    ~LeftBehind() { process::fork_watch::remove(*this); }
    LeftBehind(const LeftBehind&) = delete;
    LeftBehind& operator=(const LeftBehind&) = delete;

    void add(std::thread& thread, std::future<void>& ended) {
        const std::lock_guard lock(mutex_);
        std::erase_if(workers_, [](Worker& worker) {
            const bool over = worker.ended.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
            if (over) worker.thread.join();
            return over;
        });
        workers_.reserve(workers_.size() + 1);
        workers_.push_back({std::move(thread), std::move(ended)});
    }

    void wait() {
        const auto deadline = std::chrono::steady_clock::now() + kLongestWait;
        const std::lock_guard lock(mutex_);
        for (Worker& worker : workers_) {
            if (worker.ended.wait_until(deadline) == std::future_status::ready) {
                worker.thread.join();
            } else {
                worker.thread.detach();
            }
        }
        workers_.clear();
    }

private:
    struct Worker {
        std::thread thread;
        std::future<void> ended;
    };

    void before_fork() noexcept override { mutex_.lock(); }
    void after_fork_in_parent() noexcept override { mutex_.unlock(); }
    void after_fork_in_child() noexcept override {
        // They run in the parent alone, so that their handles can neither be joined nor given up here: they are kept
        // where nobody ends them.
        if (workers_.empty()) return mutex_.unlock();
        if (auto* kept = new (std::nothrow) std::vector<Worker>) kept->swap(workers_);
        mutex_.unlock();
    }

    std::mutex mutex_;
    std::vector<Worker> workers_;
};

// A shutdown during static destruction still finds it.
constinit process::MadeOnce<LeftBehind> g_left_behind;

}  // namespace

void leave_behind(std::thread thread, std::future<void> ended) noexcept try {
    g_left_behind.get().add(thread, ended);
    // Every time, because what is registered last runs first: before the end of what the worker has begun to use.
    std::atexit([] { g_left_behind.get().wait(); });
} catch (const std::bad_alloc&) {
    thread.detach();
}

}  // namespace telemetryflow::pipeline
