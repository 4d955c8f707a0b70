#pragma once

// Polls a condition that another thread or process brings about.

#include <chrono>
#include <thread>

namespace telemetryflow::test {

/// Returns whether `condition` came true before `limit` was over, which a busy machine has to be given too.
template <typename Condition>
bool wait_until(Condition condition, std::chrono::milliseconds limit = std::chrono::seconds(30)) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

}  // namespace telemetryflow::test
