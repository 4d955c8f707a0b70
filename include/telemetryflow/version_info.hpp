#pragma once

// What this build of the SDK is. Pure functions; safe to use from any thread.

#include <string>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

/// Returns the version, for example "1.2.0".
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string_view version_short() noexcept;
/// Returns the version, followed by " (<commit>)" when the build was told its commit (TELEMETRYFLOW_GIT_COMMIT).
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string version_full();
/// Returns the compiler of this build, for example "GCC 12.2.0".
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string_view compiler_version() noexcept;
/// Returns the system and architecture of this build, for example "linux/amd64".
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string_view platform_info() noexcept;

}  // namespace telemetryflow
