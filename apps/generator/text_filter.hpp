#pragma once

// How a text is written where it goes, so that it arrives there as it is: "it's" is not the same characters in C++, in
// a shell and in YAML. Pure functions.

#include <string>
#include <string_view>

namespace telemetryflow::generator {

/// The inside of a C++ or JSON string literal.
[[nodiscard]] std::string as_cpp(std::string_view text);
/// A word of a file of variables that shells read: as it is, or in single quotes when it needs them.
[[nodiscard]] std::string as_env(std::string_view text);
/// A double-quoted scalar of YAML; "${" becomes "$${", because what reads such files puts variables in there.
[[nodiscard]] std::string as_yaml(std::string_view text);

}  // namespace telemetryflow::generator
