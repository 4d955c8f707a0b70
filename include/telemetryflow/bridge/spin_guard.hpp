#pragma once

// Holds an atomic flag for a scope: for objects that the OpenTelemetry API lets any thread call, and of which hardly
// ever two threads do at once.

#include <atomic>
#include <thread>

namespace telemetryflow::bridge {

class SpinGuard {
public:
    explicit SpinGuard(std::atomic_flag& flag) noexcept : flag_(flag) {
        while (flag_.test_and_set(std::memory_order_acquire))
            std::this_thread::yield();
    }
    ~SpinGuard() { flag_.clear(std::memory_order_release); }
    SpinGuard(const SpinGuard&) = delete;
    SpinGuard& operator=(const SpinGuard&) = delete;

private:
    std::atomic_flag& flag_;
};

}  // namespace telemetryflow::bridge
