#pragma once

// What became of a value that a source gave. A value; safe to use from any thread.

#include <cstdint>

namespace telemetryflow::config {

enum class ValueOutcome : std::uint8_t {
    Applied,
    /// Good, and of no effect beside the other settings; leaves the setting to the next source.
    Irrelevant,
    /// Not of the option's form; treated as unset.
    Bad,
    /// Well-formed and known to OpenTelemetry or the family, but not offered by this SDK; treated as unset.
    Unsupported,
};

}  // namespace telemetryflow::config
