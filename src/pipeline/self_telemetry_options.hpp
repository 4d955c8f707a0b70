#pragma once

// How the SDK's own metrics name what they are about (OpenTelemetry semantic conventions, "SDK metrics"). A plain
// value.

#include <array>
#include <cstdint>
#include <string>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow::pipeline {

struct SelfTelemetryOptions {
    bool enabled = false;
    std::array<std::string, kSignalCount> exporter_types;  // otel.component.type, by SignalType
    std::string server_address;                            // empty: the exporter is one of the user's
    std::uint16_t server_port = 0;
};

}  // namespace telemetryflow::pipeline
