#pragma once

// Keeps SIGPIPE from the application while libcurl writes. libcurl asks for MSG_NOSIGNAL on plain sockets, but a TLS
// library may call write(). A scope of the sending thread.

#include <csignal>
#include <ctime>

namespace telemetryflow::infrastructure {

class SigpipeGuard {
public:
    SigpipeGuard() noexcept {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
        was_blocked_ = sigismember(&before_, SIGPIPE) == 1;
        if (was_blocked_) return;
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    }

    ~SigpipeGuard() {
        if (was_blocked_) return;
        // A signal that we caused would arrive as soon as the mask is lifted.
        const timespec at_once{};
        while (!was_pending_ && sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) {
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

    SigpipeGuard(const SigpipeGuard&) = delete;
    SigpipeGuard& operator=(const SigpipeGuard&) = delete;

private:
    sigset_t pipe_{};
    sigset_t before_{};
    bool was_blocked_ = false;
    bool was_pending_ = false;
};

}  // namespace telemetryflow::infrastructure
