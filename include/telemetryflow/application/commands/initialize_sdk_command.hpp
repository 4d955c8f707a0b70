#pragma once

// Starts a client: builds its engine from a validated config and connects nothing yet.
// The config is copied by the handler; the command only points at it while it is dispatched.

#include <string_view>

#include "telemetryflow/domain/telemetry_config.hpp"

namespace telemetryflow {

struct InitializeSDKCommand {
    static constexpr std::string_view kName = "InitializeSDKCommand";

    const TelemetryConfig* config = nullptr;  // never null when dispatched
};

}  // namespace telemetryflow
