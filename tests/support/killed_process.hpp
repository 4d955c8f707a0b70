#pragma once

// Work in a process of its own that is killed right after it.

#include <csignal>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace telemetryflow::test {

/// Runs `work()` in a forked child, which nothing but SIGKILL ends: no destructor runs.
template <class Work>
void in_killed_process(Work work) {
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
}

}  // namespace telemetryflow::test
