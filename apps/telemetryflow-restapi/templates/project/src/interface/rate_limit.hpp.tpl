#pragma once

// How many requests one caller, known by its address, may make in a minute. Any thread may ask.

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace @{module} {

class RateLimit {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// 0 is no limit.
    explicit RateLimit(int requests_per_minute) : requests_per_minute_(requests_per_minute) {}

    /// Counts a request; 0 when it may go on, otherwise after how many seconds the caller may try again.
    [[nodiscard]] int wait_of(const std::string& caller, TimePoint now = std::chrono::steady_clock::now());

private:
    const int requests_per_minute_;
    std::mutex mutex_;
    TimePoint minute_;  // its beginning
    std::unordered_map<std::string, int> requests_;
};

}  // namespace @{module}
