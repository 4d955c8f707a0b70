#pragma once

// Which start of the system this is. A free function without state.

#include <string>

namespace telemetryflow::durability {

/// Another one after every start of the system; empty where the system does not tell.
[[nodiscard]] std::string boot_id();

}  // namespace telemetryflow::durability
