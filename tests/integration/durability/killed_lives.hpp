#pragma once

// Runs lives of kill_writer one after another in one state directory, kills each, and compares what the exporters got
// with what was acknowledged. Used by one thread.

#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>

#include "support/temp_dir.hpp"
#include "support/traced_program.hpp"

namespace telemetryflow::tests {

class KilledLives {
public:
    enum class Kind {
        Plain,
        Spooling,  // lives that begin, fill and delete segments all the time: two of them at most may be killed between
                   // two calls of drain(), since more would not fit on the disk that they have
        Losing,    // lives that have no room for all that they record
    };

    struct Result {
        std::uint64_t acknowledged = 0;
        std::uint64_t dropped = 0;     // as the clients counted that came to their end
        std::uint64_t missing = 0;     // acknowledged and never received
        std::uint64_t unreturned = 0;  // of calls that had not returned at a kill, and never received
        std::uint64_t told = 0;        // as lost by killed lives, by those that came after them
        std::uint64_t lost = 0;        // missing, and not counted as dropped by lives that came to their end
        std::uint64_t invented = 0;    // received, of no life's making
        std::uint64_t duplicates = 0;  // received again
        std::uint64_t requests = 0;
        std::uint64_t recovered_requests = 0;
    };

    explicit KilledLives(unsigned seed, Kind kind = Kind::Plain) : random_(seed), kind_(kind) {}

    /// How long a life takes, on this machine and now, to its first record.
    [[nodiscard]] std::chrono::microseconds time_to_record();
    /// A life that is killed after a random time of at most `longest`.
    void live(std::chrono::microseconds longest);
    /// A life that records a little, shuts down and ends, unless it is killed at one of its system calls.
    test::TracedProgram::Outcome live_traced(const std::string& backend,
                                             const test::TracedProgram::Interference& interference);
    /// A life that is left to deliver what all others left; false when it does not come to an end.
    [[nodiscard]] bool drain();
    [[nodiscard]] Result result() const;
    /// Segment files of the life that left most of them and is not recovered yet.
    [[nodiscard]] std::size_t most_segments() const;

private:
    [[nodiscard]] std::string words_for(const std::string& backend) const;
    [[nodiscard]] int start(const std::string& name, const std::string& backend) const;
    // The sum of what was told of killed lives: of each what was told last, since a kill may have it told again.
    [[nodiscard]] std::uint64_t losses_told() const;
    // Adds what became of the records that a life acknowledged, and their names to `made`.
    void add_life(int life, const std::map<std::string, std::uint64_t>& received, std::set<std::string>& made,
                  Result& result) const;

    test::TempDir folder_;
    std::minstd_rand random_;
    const Kind kind_;
    int lives_ = 0;
};

}  // namespace telemetryflow::tests
