#pragma once

// The manual page of a program, from its own description of its commands and options, so that the two cannot differ.
// A pure function.

#include <string>
#include <string_view>

#include <CLI/App.hpp>

namespace telemetryflow::generator {

/// Returns the page in the language of man(7), section 1. `version` is shown at its foot.
[[nodiscard]] std::string man_page(const CLI::App& app, std::string_view version);

}  // namespace telemetryflow::generator
