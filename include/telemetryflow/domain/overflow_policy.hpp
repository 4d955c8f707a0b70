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
    /// The oldest records that are not on their way are dropped and counted, so that new ones find room; the call never
    /// waits. A record that comes faster than old ones can be dropped is dropped itself.
    DropOldest,
};

/// Returns "drop_newest", "block" or "drop_oldest".
[[nodiscard]] constexpr std::string_view to_string(OverflowPolicy policy) noexcept {
    if (policy == OverflowPolicy::DropNewest) return "drop_newest";
    return policy == OverflowPolicy::Block ? "block" : "drop_oldest";
}

/// Reads "drop_newest" (or "drop"), "block" or "drop_oldest" in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<OverflowPolicy> overflow_policy_from_string(
    std::string_view text) noexcept;

}  // namespace telemetryflow
