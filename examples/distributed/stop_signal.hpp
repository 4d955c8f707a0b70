#pragma once

// SIGTERM and SIGINT as something to wait for. Made before any other thread is started, so that all of them leave the
// signals to it; used by one thread.

#include <chrono>
#include <csignal>

#include <pthread.h>

class StopSignal {
public:
    StopSignal() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }

    void wait() const {
        int received = 0;
        sigwait(&signals_, &received);
    }
    /// Returns whether one came within `patience`, less than a second.
    [[nodiscard]] bool wait_for(std::chrono::milliseconds patience) const {
        const timespec limit{.tv_sec = 0, .tv_nsec = std::chrono::nanoseconds(patience).count()};
        return sigtimedwait(&signals_, nullptr, &limit) > 0;
    }

private:
    sigset_t signals_{};
};
