#include <utility>

#include "telemetryflow/builder.hpp"
#include "telemetryflow/config_file.hpp"
#include "telemetryflow/domain/errors.hpp"

#include "domain/config_validation.hpp"
#include "interface/builder/builder_state.hpp"
#include "interface/builder/built_config.hpp"
#include "interface/builder/configuration_access.hpp"

namespace telemetryflow {
namespace {

struct Gathered {
    ConfigDraft draft;
    std::vector<std::string> faults;
    std::vector<std::string> warnings;
};

void complete_endpoint(ConfigDraft& draft) {
    if (draft.settled.has(ConfigOption::Endpoint)) return;
    draft.config.endpoint = draft.config.protocol == Protocol::Http ? TelemetryFlowBuilder::kDefaultHttpEndpoint
                                                                    : TelemetryFlowBuilder::kDefaultEndpoint;
}

/// Puts the key together, or adds what is wrong with it.
void complete_credentials(ConfigDraft& draft, FaultList& faults) {
    const bool given = draft.api_key_id || draft.api_key_secret;
    if (!given && (draft.config.backend_profile == BackendProfile::Otlp || !sends_anything(draft.config))) return;
    const auto key_id = draft.api_key_id.value_or("");
    const auto key_secret = draft.api_key_secret.value_or("");
    const auto found = Credentials::faults(key_id, key_secret);
    if (found.empty()) draft.config.credentials.emplace(key_id, key_secret);
    for (const auto& fault : found) {
        const bool of_id = fault.starts_with("API key ID");
        if (draft.refused.has(of_id ? ConfigOption::ApiKeyId : ConfigOption::ApiKeySecret)) continue;
        faults.add(fault + ": call with_api_key(id, secret) or set " +
                   (of_id ? "TELEMETRYFLOW_API_KEY_ID" : "TELEMETRYFLOW_API_KEY_SECRET"));
    }
}

/// Adds what is wrong with the settings together.
void validate(Gathered& gathered) {
    FaultList faults;
    complete_credentials(gathered.draft, faults);
    validate_settings(gathered.draft.config, faults);
    for (auto& fault : std::move(faults).take()) {
        const bool is_missing = fault.starts_with("service_name is required");
        if (is_missing && gathered.draft.refused.has(ConfigOption::ServiceName)) continue;
        gathered.faults.push_back(with_origin_of(std::move(fault), gathered.draft));
    }
}

void add(ConfigFindings findings, Gathered& gathered) {
    for (auto& error : findings.errors)
        gathered.faults.push_back(std::move(error));
    for (auto& warning : findings.warnings)
        gathered.warnings.push_back(std::move(warning));
}

/// Who asks for durability by name, and has no place for it, should hear of that.
void check_durability(const Environment& environment, Gathered& gathered) {
    const ConfigDraft& draft = gathered.draft;
    if (!draft.settled.has(ConfigOption::Durability) || draft.config.durability == Durability::Memory) return;
    if (!draft.config.state_directory.empty() || has_state_home(environment)) return;
    gathered.warnings.push_back(
        "durability is process, but there is no state directory, so that a kill loses what is not delivered: set "
        "with_state_directory(), TELEMETRYFLOW_STATE_DIRECTORY or XDG_STATE_HOME");
}

/// The sources from the strongest to the weakest: each leaves alone what one before it has settled.
Gathered gather(const BuilderState& state) {
    Gathered gathered{.draft = state.draft, .faults = state.argument_faults, .warnings = {}};
    auto& draft = gathered.draft;
    if (!state.requested.empty()) add(read_environment(state.environment, state.requested, draft), gathered);
    add(read_config_file(state.environment, draft), gathered);
    complete_endpoint(draft);
    validate(gathered);
    check_durability(state.environment, gathered);
    return gathered;
}

/// Null where there is nothing to read: the key was given by calls, or by a lookup that ends with the building.
CredentialsProvider key_reader(const BuilderState& state, const ConfigDraft& complete) {
    const auto may_change = [&complete](ConfigOption option) {
        const auto kind = complete.settled.of(option).kind;
        return kind == ConfigOrigin::Kind::Variable || kind == ConfigOrigin::Kind::File;
    };
    if (state.environment || !complete.config.credentials) return nullptr;
    if (!may_change(ConfigOption::ApiKeyId) && !may_change(ConfigOption::ApiKeySecret)) return nullptr;
    OptionSet key;
    for (const auto option : {ConfigOption::ApiKeyId, ConfigOption::ApiKeySecret}) {
        if (state.requested.has(option)) key.add(option);
    }
    ConfigDraft start = state.draft;
    start.config_file = complete.config_file;
    return [key, start]() -> std::optional<Credentials> {
        ConfigDraft draft = start;
        if (!key.empty()) read_environment({}, key, draft);
        read_config_file({}, draft);
        const auto key_id = draft.api_key_id.value_or("");
        const auto key_secret = draft.api_key_secret.value_or("");
        if (!Credentials::faults(key_id, key_secret).empty()) return std::nullopt;
        return Credentials(key_id, key_secret);
    };
}

EffectiveConfig shown(Gathered gathered) {
    return {.settings = settings_of(gathered.draft),
            .faults = std::move(gathered.faults),
            .warnings = std::move(gathered.warnings)};
}

}  // namespace

BuiltConfig built_config(const BuilderState& state) {
    auto gathered = gather(state);
    if (!gathered.faults.empty()) throw BuilderError(std::move(gathered.faults));
    CredentialsProvider read_key_again = key_reader(state, gathered.draft);
    return {.config = std::move(gathered.draft.config), .read_key_again = std::move(read_key_again)};
}

TelemetryConfig TelemetryFlowBuilder::build_config() const {
    return built_config(*state_).config;
}

std::vector<std::string> TelemetryFlowBuilder::diagnostics() const {
    return gather(*state_).warnings;
}

EffectiveConfig TelemetryFlowBuilder::effective_config() const {
    return shown(gather(*state_));
}

EffectiveConfig validate_config_file(const std::string& path, const Environment& environment) {
    Gathered gathered;
    auto& draft = gathered.draft;
    draft.config_file = path;
    add(read_config_file(environment, draft), gathered);
    complete_endpoint(draft);
    auto settings = settings_of(draft);
    // What another source may give is not missing here.
    if (draft.config.service_name.empty()) draft.config.service_name = "service";
    if (!draft.api_key_id) draft.api_key_id = std::string(Credentials::kKeyIdPrefix) + "id";
    if (!draft.api_key_secret) draft.api_key_secret = std::string(Credentials::kKeySecretPrefix) + "secret";
    validate(gathered);
    return {.settings = std::move(settings),
            .faults = std::move(gathered.faults),
            .warnings = std::move(gathered.warnings)};
}

}  // namespace telemetryflow
