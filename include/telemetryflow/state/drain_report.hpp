#pragma once

// How far drain_state() has come, and how it ended. A value.

#include <array>
#include <cstddef>
#include <string>

#include "telemetryflow/application/queries/signal_counters.hpp"
#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow {

struct DrainReport {
    /// Processes of the service that have ended and left something, and how many of their folders are still there.
    std::size_t processes = 0;
    std::size_t processes_left = 0;
    /// What was delivered, rejected and dropped, by SignalType; the other numbers stay 0.
    std::array<SignalCounters, kSignalCount> signals{};
    /// What keeps the backend from taking it; empty after a success.
    std::string last_error{};
    /// Nothing more will be taken before a setting is mended, such as a key that is refused.
    bool held = false;
    /// Requests that the backend took.
    std::uint64_t requests = 0;

    [[nodiscard]] bool complete() const noexcept { return processes_left == 0; }
};

}  // namespace telemetryflow
