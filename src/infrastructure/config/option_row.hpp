#pragma once

// One row of the registry: an option, what it is called in each source, what it takes and means. Immutable; safe to use
// from any thread.

#include <string_view>

#include "infrastructure/config/option_binding.hpp"

namespace telemetryflow::config {

struct OptionRow {
    ConfigOption option;
    /// In a configuration file, its path with dots; empty for what no file can say.
    std::string_view key;
    std::string_view variable;
    OptionBinding value;
    /// The default as it would be written in the variable; empty for none.
    std::string_view default_text;
    /// The builder call that sets the same, with priority.
    std::string_view builder_call;
    std::string_view description;
    /// Whether the value never shows in a message.
    bool secret = false;
};

}  // namespace telemetryflow::config
