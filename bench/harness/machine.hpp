#pragma once

// What a figure has to be read with: the machine and the compiler.

#include <string>

namespace telemetryflow::bench {

[[nodiscard]] std::string cpu_model();
[[nodiscard]] unsigned cpu_count();
[[nodiscard]] std::string kernel_release();
[[nodiscard]] std::string compiler();

}  // namespace telemetryflow::bench
