#pragma once

// What survives the end of the process of what was recorded and not delivered yet. A value; safe to use from any
// thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class Durability : std::uint8_t {
    /// Nothing: buffers are memory of the process's own.
    Memory,
    /// Every span and log record whose call returned survives the kill or crash of the process, in a file that the next
    /// process of the same service sends. Needs a state directory; without one it is Memory.
    Process,
};

/// Returns "memory" or "process".
[[nodiscard]] constexpr std::string_view to_string(Durability durability) noexcept {
    return durability == Durability::Memory ? "memory" : "process";
}

/// Reads "memory" or "process" in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<Durability> durability_from_string(std::string_view text) noexcept;

}  // namespace telemetryflow
