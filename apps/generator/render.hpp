#pragma once

// Renders a template. The syntax is small, and leaves C++, CMake, shell and YAML as they are:
//
//     @{name}          the text of that name; @{name|cpp}, @{name|env} and @{name|yaml} write it for where it stands
//     @if flag         alone on its line: what follows is kept when the flag is set; @if !flag when it is not
//     @else
//     @end
//     @each list       alone on its line: what follows, to its @end, for each item, whose names come before the others
//     @@               an @
//
// Every other @ is itself. Names that do not exist are errors, so that a mistake does not become a hole in a file.

#include <string>
#include <string_view>

#include "generator/template_values.hpp"

namespace telemetryflow::generator {

/// `name` is the template's, for messages. Throws GenerationError "<name>:<line>: <what>".
[[nodiscard]] std::string render(std::string_view name, std::string_view text, const TemplateValues& values);

}  // namespace telemetryflow::generator
