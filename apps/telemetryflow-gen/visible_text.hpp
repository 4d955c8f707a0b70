#pragma once

// Texts from outside, such as a value of a file, on a terminal that obeys control characters. A pure function.

#include <string>
#include <string_view>

namespace telemetryflow::gen {

/// Returns `text` with control characters (C0, DEL, and C1 in UTF-8) as \n, \t or \x1b: on one line, and for people
/// only, since a backslash stays one.
[[nodiscard]] std::string visible_text(std::string_view text);

}  // namespace telemetryflow::gen
