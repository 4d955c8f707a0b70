#pragma once

// The SDK's own version: the value of telemetry.sdk.version and of the scope's version on the wire.
// CMake reads the project version from this line; it is written nowhere else.

#include <string_view>

namespace telemetryflow {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace telemetryflow
