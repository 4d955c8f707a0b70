#pragma once

// One row of the registry: what a variable is called, means and does. Immutable; safe to use from any thread.

#include <cstdint>
#include <string_view>

#include "domain/config_draft.hpp"

namespace telemetryflow::config {

/// What became of a value.
enum class ValueOutcome : std::uint8_t {
    Applied,
    /// Not of the variable's form; treated as unset.
    Bad,
    /// Well-formed and known to OpenTelemetry, but not offered by this SDK; treated as unset.
    Unsupported,
};

struct EnvironmentVariable {
    std::string_view name;
    /// What is accepted, for people.
    std::string_view accepts;
    /// The default as it would be written in the variable; empty for none.
    std::string_view default_text;
    ConfigOption option;
    /// The builder call that sets the same, with priority.
    std::string_view builder_call;
    std::string_view description;
    /// Reads the value and changes the draft only when it is good.
    ValueOutcome (*apply)(std::string_view value, ConfigDraft& draft);
    /// Whether the value never shows in a message.
    bool secret = false;
};

}  // namespace telemetryflow::config
