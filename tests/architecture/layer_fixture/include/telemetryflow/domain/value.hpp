#pragma once

#include <chrono>
#include <thread>

#include "telemetryflow/application/ports/port.hpp"
#include "telemetryflow/version.hpp"

// A comment may say ::now( and getenv.
inline auto when() {
    return std::chrono::system_clock::now();
}
