#pragma once

// Work in a forked child that has to come to an end, which one that waits for a thread of its parent's does not.

#include <csignal>
#include <functional>

#include <sys/wait.h>
#include <unistd.h>

#include "support/wait_until.hpp"

namespace telemetryflow::test {

/// Returns whether `work()`, in a forked child, came to an end and was true.
inline bool holds_in_forked_child(const std::function<bool()>& work) {
    const pid_t child = ::fork();
    if (child < 0) return false;
    if (child == 0) {
        // Nothing leaves it, or the child would go on with the tests.
        try {
            ::_exit(work() ? 0 : 1);
        } catch (...) {
            ::_exit(2);
        }
    }
    int status = 0;
    if (wait_until([&] { return ::waitpid(child, &status, WNOHANG) == child; }))
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return false;
}

}  // namespace telemetryflow::test
