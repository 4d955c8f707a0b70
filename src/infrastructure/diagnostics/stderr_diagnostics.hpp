#pragma once

// Diagnostics on standard error: the first line of a topic at once, then at most one in 30 seconds, which says how many
// were left out. Used from any thread.

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "telemetryflow/application/ports/diagnostics.hpp"

namespace telemetryflow::infrastructure {

class StderrDiagnostics final : public Diagnostics {
public:
    void report(DiagnosticLevel level, std::string_view topic, std::string_view message) noexcept override;

private:
    struct Topic {
        std::chrono::steady_clock::time_point next_line_at;
        std::uint64_t left_out = 0;
    };

    std::mutex mutex_;
    std::map<std::string, Topic, std::less<>> topics_;
};

}  // namespace telemetryflow::infrastructure
