#pragma once

// What somebody who mistyped a name may have meant. Pure functions.

#include <span>
#include <string>
#include <string_view>

namespace telemetryflow::generator {

/// Returns "; did you mean <name>?" for the one of `names` that is nearest to `typed`, nothing when none is near.
[[nodiscard]] std::string did_you_mean(std::string_view typed, std::span<const std::string> names);

}  // namespace telemetryflow::generator
