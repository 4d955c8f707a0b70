#pragma once

// Asks for the engine's own counters.
// A value; safe to use from any thread.

#include <string_view>

#include "telemetryflow/application/queries/sdk_status_result.hpp"

namespace telemetryflow {

struct GetSDKStatusQuery {
    static constexpr std::string_view kName = "GetSDKStatusQuery";
    using Result = SDKStatusResult;
};

}  // namespace telemetryflow
