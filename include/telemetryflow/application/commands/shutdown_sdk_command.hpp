#pragma once

// Ends a client: delivers what it can until the timeout, then stops and says what was left.
// A value; safe to use from any thread.

#include <chrono>
#include <string_view>

#include "telemetryflow/application/flush_result.hpp"

namespace telemetryflow {

struct ShutdownSDKCommand {
    static constexpr std::string_view kName = "ShutdownSDKCommand";
    using Result = FlushResult;

    std::chrono::milliseconds timeout{30'000};  // >= 0; the call returns by then
};

}  // namespace telemetryflow
