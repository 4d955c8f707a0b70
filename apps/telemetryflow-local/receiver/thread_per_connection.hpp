// ThreadPerConnection: runs every job of cpp-httplib's server, which is a whole connection, on a thread of its own.
// Owned by that server; its accepting thread is the only one to call it.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>

#include <httplib.h>

namespace telemetryflow::local {

class ThreadPerConnection final : public httplib::TaskQueue {
public:
    explicit ThreadPerConnection(std::size_t max_threads) : max_threads_(max_threads) {}

    // Waits while the limit is reached; further clients stay in the system's accept queue meanwhile.
    void enqueue(std::function<void()> job) override;
    // Waits for all jobs.
    void shutdown() override;

private:
    std::size_t max_threads_;
    std::mutex mutex_;
    std::condition_variable thread_ended_;
    std::size_t running_ = 0;
};

}  // namespace telemetryflow::local
