#pragma once

// The few lines that connect a shell with complete(): they ask the program itself. Pure functions.

#include <string>
#include <string_view>

namespace telemetryflow::generator {

/// The hidden command that the scripts call, with the words of the command line as its arguments.
inline constexpr const char* kCompleteCommand = "__complete";

/// `shell` is bash, zsh or fish; throws UsageError for any other.
[[nodiscard]] std::string completion_script(std::string_view shell, std::string_view program);

}  // namespace telemetryflow::generator
