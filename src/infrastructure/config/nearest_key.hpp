#pragma once

// What somebody may have meant by an unknown key. Pure functions; safe to use from any thread.

#include <cstddef>
#include <span>
#include <string_view>

namespace telemetryflow::config {

/// Returns how many characters have to be added, left out, replaced or swapped with their neighbour to make `b` of `a`.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// Returns the candidate that is nearest to `key`, the first of equals; empty when none is near: more than a third of
/// the key, and more than two edits, away. Keys of more than 100 characters are near to nothing.
[[nodiscard]] std::string_view nearest_key(std::string_view key, std::span<const std::string_view> candidates);

}  // namespace telemetryflow::config
