#pragma once

#include <string>

namespace telemetryflow::bench {

/// "opentelemetry-cpp" with the version's first two numbers, and "self-built" where it is not the system's.
[[nodiscard]] const std::string& opentelemetry_subject();

}  // namespace telemetryflow::bench
