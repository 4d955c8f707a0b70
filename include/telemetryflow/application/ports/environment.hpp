#pragma once

// The port through which environment variables are read: a lookup of one variable by name, nothing when it is not set.
// The SDK reads the process's variables by default; tests and embedders pass their own lookup, so nobody has to change
// the process. It is called while a client is built, on the thread that builds it.

#include <functional>
#include <optional>
#include <string>

namespace telemetryflow {

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

}  // namespace telemetryflow
