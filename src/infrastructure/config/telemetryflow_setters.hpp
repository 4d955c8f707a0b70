#pragma once

// Setters of the SDK's own variables that need more than a parsed value. Pure functions; safe to use from any thread.

#include <string_view>
#include <utility>

#include "domain/key_values.hpp"
#include "infrastructure/config/environment_variable.hpp"

namespace telemetryflow::config {

ValueOutcome set_api_key_id(std::string_view value, ConfigDraft& draft);
ValueOutcome set_api_key_secret(std::string_view value, ConfigDraft& draft);
ValueOutcome set_compression(std::string_view value, ConfigDraft& draft);
ValueOutcome set_keepalive_permit(std::string_view value, ConfigDraft& draft);
/// Keeps the ratio, which has its own variable.
ValueOutcome set_sampler(std::string_view value, ConfigDraft& draft);
/// Chooses sampling by ratio unless a sampler is settled already.
ValueOutcome set_sampler_ratio(std::string_view value, ConfigDraft& draft);
ValueOutcome set_boundaries(std::string_view value, ConfigDraft& draft);

/// Adds the pairs whose key the draft does not have yet: what a call gave stays.
template <auto Field>
ValueOutcome add_entries(std::string_view value, ConfigDraft& draft) {
    auto pairs = parse_key_values(value);
    if (!pairs) return ValueOutcome::Bad;
    for (auto& pair : *pairs)
        (draft.config.*Field).emplace(std::move(pair));
    return ValueOutcome::Applied;
}

}  // namespace telemetryflow::config
