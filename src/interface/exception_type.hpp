#pragma once

// The type of an exception as people write it, for exception.type. Callable from any thread.

#include <exception>
#include <string>

namespace telemetryflow {

[[nodiscard]] std::string exception_type(const std::exception& exception);

}  // namespace telemetryflow
