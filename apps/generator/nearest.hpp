#pragma once

// What somebody who mistyped a name may have meant. Pure functions.

#include <span>
#include <string>
#include <string_view>

namespace telemetryflow::generator {

/// Returns the one of `names` that is nearest to `typed`, null when more than a third would have to be changed.
[[nodiscard]] const std::string* nearest(std::string_view typed, std::span<const std::string> names);
/// Returns "; did you mean <name>?" for the one of `names` that is nearest to `typed`, nothing when none is near.
[[nodiscard]] std::string did_you_mean(std::string_view typed, std::span<const std::string> names);

}  // namespace telemetryflow::generator
