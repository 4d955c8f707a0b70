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
    /// As Process, and what was recorded more than a moment ago (with_group_commit()) survives a power failure too: the
    /// file is written to the disk in groups, in the background.
    Disk,
    /// As Disk, and a recording call returns when the disk has its record: it costs what the disk takes, shared by the
    /// threads that wait together.
    Sync,
};

/// Returns "memory", "process", "disk" or "sync".
[[nodiscard]] constexpr std::string_view to_string(Durability durability) noexcept {
    switch (durability) {
        case Durability::Memory: return "memory";
        case Durability::Process: return "process";
        case Durability::Disk: return "disk";
        case Durability::Sync: return "sync";
    }
    return "memory";
}

/// Reads what to_string() writes, in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<Durability> durability_from_string(std::string_view text) noexcept;

}  // namespace telemetryflow
