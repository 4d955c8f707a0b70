#pragma once

// Delivers everything recorded before the call, until the timeout.
// A value; safe to use from any thread.

#include <chrono>
#include <string_view>

#include "telemetryflow/application/flush_result.hpp"

namespace telemetryflow {

struct FlushTelemetryCommand {
    static constexpr std::string_view kName = "FlushTelemetryCommand";
    using Result = FlushResult;

    std::chrono::milliseconds timeout{10'000};  // >= 0; the call returns by then
};

}  // namespace telemetryflow
