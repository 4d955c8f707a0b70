#pragma once

// Diagnostics on standard error: the first line of a topic at once, then at most one in 30 seconds, which says how many
// were left out; their number is said also when nothing more comes, and at the end. Used from any thread.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "telemetryflow/application/ports/diagnostics.hpp"

#include "process/fork_safe_mutex.hpp"

namespace telemetryflow::infrastructure {

class StderrDiagnostics final : public Diagnostics {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    explicit StderrDiagnostics(Clock clock = std::chrono::steady_clock::now) : clock_(std::move(clock)) {}

    void report(DiagnosticLevel level, std::string_view topic, std::string_view message) noexcept override;
    void catch_up(bool at_end) noexcept override;

private:
    struct Topic {
        std::chrono::steady_clock::time_point next_line_at;
        std::uint64_t left_out = 0;
        std::string last;  // message that was left out
    };

    const Clock clock_;
    std::atomic<std::uint64_t> unsaid_{0};  // lines left out of all topics
    process::ForkSafeMutex mutex_;
    std::map<std::string, Topic, std::less<>> topics_;  // by "level: topic: "
};

}  // namespace telemetryflow::infrastructure
