#include "receiver/thread_per_connection.hpp"

#include <thread>

namespace telemetryflow::local {

void ThreadPerConnection::enqueue(std::function<void()> job) {
    std::unique_lock lock(mutex_);
    thread_ended_.wait(lock, [this] { return running_ < max_threads_; });
    ++running_;
    std::thread([this, job = std::move(job)] {
        job();
        // Notified under the lock: shutdown() may destroy this object as soon as it can have the lock.
        const std::lock_guard ended(mutex_);
        --running_;
        thread_ended_.notify_all();
    }).detach();
}

void ThreadPerConnection::shutdown() {
    std::unique_lock lock(mutex_);
    thread_ended_.wait(lock, [this] { return running_ == 0; });
}

}  // namespace telemetryflow::local
