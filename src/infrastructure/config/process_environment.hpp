#pragma once

// The environment of this process: the only place of the SDK that reads it. As with getenv itself, no other thread may
// change the environment meanwhile.

#include "telemetryflow/application/ports/environment.hpp"

namespace telemetryflow::config {

[[nodiscard]] Environment process_environment();

}  // namespace telemetryflow::config
