#pragma once

// Variables that look like the SDK's and are not: mostly a name that is mistyped.

#include <string>
#include <vector>

namespace telemetryflow::gen {

/// Returns a line for each variable of the process's environment that begins with TELEMETRYFLOW_ and that the SDK does
/// not read, with the name that may have been meant; never with its value. In the order of their names.
[[nodiscard]] std::vector<std::string> unknown_variables();

}  // namespace telemetryflow::gen
