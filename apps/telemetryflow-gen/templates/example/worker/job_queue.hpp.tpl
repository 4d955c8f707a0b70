#pragma once

// A bounded queue of jobs between threads. Any thread may call anything.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "telemetryflow/domain/context.hpp"

namespace app {

struct Job {
    int number = 0;
    /// What was current where the job was made. It travels with the job, because a span is current on its thread only.
    telemetryflow::Context context;
};

class JobQueue {
public:
    static constexpr std::size_t kCapacity = 16;

    /// Waits for room; returns how many jobs wait now.
    std::size_t push(Job job) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return jobs_.size() < kCapacity; });
        jobs_.push_back(std::move(job));
        changed_.notify_all();
        return jobs_.size();
    }

    /// Waits for a job; nothing when the queue is closed and empty.
    std::optional<Job> pop() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !jobs_.empty() || closed_; });
        if (jobs_.empty()) return std::nullopt;
        Job job = std::move(jobs_.front());
        jobs_.pop_front();
        changed_.notify_all();
        return job;
    }

    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    bool closed_ = false;
};

}  // namespace app
