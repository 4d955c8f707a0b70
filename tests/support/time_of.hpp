#pragma once

// How long a call takes, for those that promise to end by a deadline.

#include <chrono>
#include <utility>

namespace telemetryflow::test {

/// What a busy machine may add to a deadline. What a test waits for in vain, without the promise, takes longer.
inline constexpr std::chrono::seconds kSlack{10};

template <class Call>
std::chrono::steady_clock::duration time_of(Call&& call) {
    const auto start = std::chrono::steady_clock::now();
    std::forward<Call>(call)();
    return std::chrono::steady_clock::now() - start;
}

}  // namespace telemetryflow::test
