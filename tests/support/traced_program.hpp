#pragma once

// Runs a program and interferes with one of its system calls, whichever thread makes it: the program is killed there,
// or the call fails. Counted over all threads from the program's first getppid() on, by which it marks where what is
// tested begins. With ptrace(), which some sandboxes refuse; on x86-64 only. Used by one thread that has no other child
// process.

#include <chrono>
#include <string>
#include <vector>

namespace telemetryflow::test {

class TracedProgram {
public:
    struct Interference {
        /// Numbers of system calls that count; all do when it is empty.
        std::vector<long> calls{};
        /// The first is 1.
        unsigned at = 1;
        /// What the call fails with; 0 kills the program in front of it,
        int error = 0;
        /// unless half of what it is to write is not taken: of bytes, or of the parts of a pwritev().
        bool shortens = false;
    };
    struct Outcome {
        /// Whether there was such a call.
        bool happened = false;
        /// It was killed since it did not end in time.
        bool hung = false;
        /// As of waitpid().
        int status = -1;
        /// The call that was interfered with.
        long call = -1;
    };

    /// Why programs cannot be traced here; empty when they can.
    [[nodiscard]] static std::string obstacle();

    /// Runs `words` to its end. Throws std::runtime_error when it cannot be traced.
    [[nodiscard]] static Outcome run(const std::vector<std::string>& words, const Interference& interference,
                                     std::chrono::seconds longest = std::chrono::seconds(60));
};

}  // namespace telemetryflow::test
