#pragma once

// What joins a row of the registry with the field that it sets: the form of its values, and how one is stored and
// shown. Immutable; safe to use from any thread.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/config_draft.hpp"
#include "infrastructure/config/value_form.hpp"
#include "infrastructure/config/value_outcome.hpp"

namespace telemetryflow::config {

struct OptionBinding {
    using Entries = std::vector<std::pair<std::string, std::string>>;

    ValueForm form = {};
    /// Reads the value and changes the draft only when it is good; the form's limits are checked before.
    ValueOutcome (*apply)(std::string_view value, ConfigDraft& draft) = nullptr;
    /// The draft's value as apply() would read it; empty when nothing is set, [REDACTED] for a secret.
    std::string (*show)(const ConfigDraft& draft) = nullptr;
    /// Of entries instead of both: adds one, or returns false when the draft has its key; and lists them fit for
    /// showing.
    bool (*add)(std::string_view key, std::string_view value, ConfigDraft& draft) = nullptr;
    Entries (*list)(const ConfigDraft& draft) = nullptr;
};

}  // namespace telemetryflow::config
