#pragma once

// What a recording call does when the staging buffer is full. A value; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class OverflowPolicy : std::uint8_t {
    /// The new record is dropped and counted; the call never waits.
    DropNewest,
    /// The call waits for room, at most the configured time, then drops and counts.
    Block,
};

/// Returns "drop_newest" or "block".
[[nodiscard]] constexpr std::string_view to_string(OverflowPolicy policy) noexcept {
    return policy == OverflowPolicy::DropNewest ? "drop_newest" : "block";
}

/// Reads "drop_newest" (or "drop") or "block" in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<OverflowPolicy> overflow_policy_from_string(
    std::string_view text) noexcept;

}  // namespace telemetryflow
