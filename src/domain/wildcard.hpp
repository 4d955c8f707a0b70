#pragma once

// Patterns of names in which `*` stands for any characters and `?` for one (OpenTelemetry, "Wildcards" of view
// selectors and of declarative configuration). A free function without state.

#include <cstdint>
#include <string_view>

namespace telemetryflow {

/// Whether ASCII letters have to be alike, or may differ in their case.
enum class LetterCase : std::uint8_t { Counts, Ignored };

/// Whether all of `text` matches. Takes time of the product of both lengths at most.
[[nodiscard]] bool matches_wildcard(std::string_view pattern, std::string_view text,
                                    LetterCase letter_case = LetterCase::Counts) noexcept;

}  // namespace telemetryflow
