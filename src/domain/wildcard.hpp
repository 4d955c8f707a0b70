#pragma once

// Patterns of names in which `*` stands for any characters and `?` for one (OpenTelemetry, "Wildcards" of view
// selectors and of declarative configuration). A free function without state.

#include <string_view>

namespace telemetryflow {

/// Whether all of `text` matches. Takes time of the product of both lengths at most.
[[nodiscard]] bool matches_wildcard(std::string_view pattern, std::string_view text) noexcept;

}  // namespace telemetryflow
