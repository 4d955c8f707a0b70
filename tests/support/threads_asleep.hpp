#pragma once

// When a process with threads may be forked: while each waits, none holds a lock of an allocator.

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "support/wait_until.hpp"

namespace telemetryflow::test {

/// Whether every thread of this process but the calling one sleeps.
inline bool threads_are_asleep() {
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        if (task.path().filename() == std::to_string(::gettid())) continue;
        std::string stat;
        std::getline(std::ifstream(task.path() / "stat"), stat);
        // The state follows the name, which may have parentheses itself; a thread that has ended has no line.
        const std::size_t name_end = stat.rfind(')');
        if (name_end != std::string::npos && stat.substr(name_end, 3) != ") S") return false;
    }
    return true;
}

/// Returns whether threads that have just been started came to rest.
inline bool wait_until_threads_sleep() {
    int looks = 0;
    return wait_until([&] {
        looks = threads_are_asleep() ? looks + 1 : 0;
        return looks == 5;
    });
}

}  // namespace telemetryflow::test
