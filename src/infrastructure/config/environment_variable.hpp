#pragma once

// A variable: what it is called, accepts, means and does. Immutable; safe to use from any thread.

#include <string_view>

#include "domain/config_draft.hpp"
#include "infrastructure/config/option_row.hpp"
#include "infrastructure/config/value_outcome.hpp"

namespace telemetryflow::config {

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
    /// Reads the value and changes the draft only when it is good; none for a variable of the registry's options, which
    /// are read as their row says.
    ValueOutcome (*apply)(std::string_view value, ConfigDraft& draft) = nullptr;
    /// Whether the value never shows in a message.
    bool secret = false;
    const OptionRow* row = nullptr;
};

}  // namespace telemetryflow::config
