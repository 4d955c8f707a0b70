#pragma once

// Notices that recording drops: says so at once, and then its sum every 30 seconds and at the end; and remembers when
// it was, for whoever asks for the health. Used by the worker, which recording threads that find no room wake.

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "telemetryflow/application/ports/diagnostics.hpp"

#include "hot/engine.hpp"
#include "pipeline/delivery_counts.hpp"

namespace telemetryflow::pipeline {

class DropWatch {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::seconds kInterval{30};

    DropWatch(hot::Engine& engine, DeliveryCounts& counts, Diagnostics& diagnostics)
        : engine_(engine), counts_(counts), diagnostics_(diagnostics), told_(read()) {}

    void look(TimePoint now);
    /// Says what has not been said yet.
    void finish();

private:
    using Counts = std::array<std::array<std::uint64_t, hot::kDropReasonCount>, kSignalCount>;

    [[nodiscard]] Counts read() const noexcept;
    void tell(const Counts& counts);

    hot::Engine& engine_;
    DeliveryCounts& counts_;
    Diagnostics& diagnostics_;
    Counts told_;
    TimePoint next_at_;
};

}  // namespace telemetryflow::pipeline
