#pragma once

// What would change, as `diff -u` and `patch` write it. Pure functions.

#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::generator {

/// Returns the change from `before` (nothing: there is no file) to `after` with three lines around; empty when they are
/// the same. `path` is relative and gets git's prefixes a/ and b/.
[[nodiscard]] std::string unified_diff(std::string_view path, const std::optional<std::string>& before,
                                       std::string_view after);

}  // namespace telemetryflow::generator
