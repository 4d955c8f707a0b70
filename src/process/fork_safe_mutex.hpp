#pragma once

// A mutex that a forked child never inherits locked by a thread that it does not have: fork() takes it first. While it
// is held, no other lock of the SDK is taken and nothing is called that may fork. Made and destroyed where nothing is
// held that a fork takes (fork_watch.hpp). Any thread.

#include <mutex>

#include "process/fork_watch.hpp"

namespace telemetryflow::process {

class ForkSafeMutex final : private ForkAware {
public:
    ForkSafeMutex() { fork_watch::add_innermost(*this); }
    ~ForkSafeMutex() { fork_watch::remove(*this); }
    ForkSafeMutex(const ForkSafeMutex&) = delete;
    ForkSafeMutex& operator=(const ForkSafeMutex&) = delete;

    void lock() { mutex_.lock(); }
    void unlock() noexcept { mutex_.unlock(); }
    [[nodiscard]] bool try_lock() noexcept { return mutex_.try_lock(); }

private:
    void before_fork() noexcept override { mutex_.lock(); }
    void after_fork_in_parent() noexcept override { mutex_.unlock(); }
    void after_fork_in_child() noexcept override { mutex_.unlock(); }

    std::mutex mutex_;
};

}  // namespace telemetryflow::process
