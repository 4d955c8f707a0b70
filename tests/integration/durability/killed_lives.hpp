#pragma once

// Runs lives of kill_writer one after another in one state directory, kills each, and compares what the exporters got
// with what was acknowledged. Used by one thread.

#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <string>

#include "support/temp_dir.hpp"

namespace telemetryflow::tests {

class KilledLives {
public:
    struct Result {
        std::uint64_t acknowledged = 0;
        std::uint64_t lost = 0;        // acknowledged and never received
        std::uint64_t invented = 0;    // received, of no life's making
        std::uint64_t duplicates = 0;  // received again
        std::uint64_t requests = 0;
        std::uint64_t recovered_requests = 0;
    };

    explicit KilledLives(unsigned seed) : random_(seed) {}

    /// A life that is killed after a random time of at most `longest`.
    void live(std::chrono::microseconds longest);
    /// A life that is left to deliver what all others left; false when it does not come to an end.
    [[nodiscard]] bool drain();
    [[nodiscard]] Result result() const;

private:
    [[nodiscard]] int start(const std::string& name, const std::string& backend) const;

    test::TempDir folder_;
    std::minstd_rand random_;
    int lives_ = 0;
};

}  // namespace telemetryflow::tests
