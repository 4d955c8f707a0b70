#pragma once

// What may stand at the end of a command line, from the program's own description of its options: completions that no
// change of the program leaves behind. Pure functions.

#include <span>
#include <string>
#include <vector>

#include <CLI/App.hpp>

namespace telemetryflow::generator {

/// `words` are those after the program's name; the last one, perhaps empty, is to be completed. Returns candidates, or
/// the one word ":files" or ":folders" where the shell itself knows better.
[[nodiscard]] std::vector<std::string> complete(const CLI::App& app, std::span<const std::string> words);

}  // namespace telemetryflow::generator
