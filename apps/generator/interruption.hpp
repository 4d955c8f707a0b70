#pragma once

// While it lives, SIGINT, SIGTERM and SIGHUP do not end the program but are asked for between steps, so that what was
// begun is taken back. One at a time; made and destroyed on the main thread.

#include <array>
#include <csignal>

namespace telemetryflow::generator {

class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// Whether a signal has come.
    [[nodiscard]] bool has_come() const noexcept;
    /// Throws GenerationError when a signal has come.
    void check() const;

private:
    static constexpr std::array<int, 3> kSignals{SIGINT, SIGTERM, SIGHUP};

    std::array<struct sigaction, kSignals.size()> before_{};
};

}  // namespace telemetryflow::generator
