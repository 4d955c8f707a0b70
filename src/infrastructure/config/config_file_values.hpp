#pragma once

// Makes of what stands under a key the text that a variable would have. A pure function; safe to use from any thread.

#include <string>

#include "telemetryflow/application/ports/environment.hpp"
#include "telemetryflow/domain/config_node.hpp"

#include "infrastructure/config/value_form.hpp"

namespace telemetryflow::config {

struct FileValue {
    /// With variables put in; empty leaves the setting to the next source.
    std::string text;
    /// As it stands in the file.
    std::string written;
    /// Why there is no text, to follow the key; empty for none.
    std::string fault;
};

/// Of a scalar its text, of a list, where the form is one, its items with commas between them.
[[nodiscard]] FileValue value_of(const ConfigNode& node, const ValueForm& form, const Environment& environment);

}  // namespace telemetryflow::config
