#pragma once

// A key of the family's files that is no option of its own. Immutable; safe to use from any thread.

#include <string_view>

#include "domain/config_draft.hpp"
#include "infrastructure/config/value_form.hpp"
#include "infrastructure/config/value_outcome.hpp"

namespace telemetryflow::config {

struct FileOnlyKey {
    std::string_view key;
    ValueForm form;
    /// Settles what it sets.
    ValueOutcome (*apply)(std::string_view value, ConfigDraft& draft);
    std::string_view description;
};

}  // namespace telemetryflow::config
