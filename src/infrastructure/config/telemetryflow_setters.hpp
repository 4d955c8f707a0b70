#pragma once

// Setters of the SDK's own options that need more than a parsed value. Pure functions; safe to use from any thread.

#include <string>
#include <string_view>

#include "infrastructure/config/environment_variable.hpp"

namespace telemetryflow::config {

ValueOutcome set_config_file(std::string_view value, ConfigDraft& draft);
ValueOutcome set_api_key_id(std::string_view value, ConfigDraft& draft);
ValueOutcome set_api_key_secret(std::string_view value, ConfigDraft& draft);
ValueOutcome set_compression(std::string_view value, ConfigDraft& draft);
ValueOutcome set_keepalive_permit(std::string_view value, ConfigDraft& draft);
/// Keeps the ratio, which has its own option.
ValueOutcome set_sampler(std::string_view value, ConfigDraft& draft);
/// Chooses sampling by ratio unless a sampler is settled already.
ValueOutcome set_sampler_ratio(std::string_view value, ConfigDraft& draft);
ValueOutcome set_boundaries(std::string_view value, ConfigDraft& draft);

/// Adds a header and returns true, unless the draft has it, in whatever case: what a stronger source gave stays.
bool add_header(std::string_view name, std::string_view value, ConfigDraft& draft);
/// Adds an entry and returns true, unless the draft has its key.
template <auto Field>
bool add_to_map(std::string_view key, std::string_view value, ConfigDraft& draft) {
    return (draft.config.*Field).emplace(key, value).second;
}

}  // namespace telemetryflow::config
