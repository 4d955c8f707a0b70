#include <utility>

#include "telemetryflow/builder.hpp"
#include "telemetryflow/domain/errors.hpp"

#include "domain/config_validation.hpp"
#include "interface/builder/builder_state.hpp"
#include "interface/builder/environment_access.hpp"

namespace telemetryflow {
namespace {

struct Gathered {
    ConfigDraft draft;
    EnvironmentFindings findings;
};

Gathered gather(const BuilderState& state) {
    Gathered gathered{.draft = state.draft, .findings = {}};
    auto& draft = gathered.draft;
    if (!state.requested.empty()) gathered.findings = read_environment(state.environment, state.requested, draft);
    if (!draft.settled.has(ConfigOption::Endpoint)) {
        draft.config.endpoint = draft.config.protocol == Protocol::Http ? TelemetryFlowBuilder::kDefaultHttpEndpoint
                                                                        : TelemetryFlowBuilder::kDefaultEndpoint;
    }
    return gathered;
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
        faults.add(fault + ": call with_api_key(id, secret) or set " +
                   (of_id ? "TELEMETRYFLOW_API_KEY_ID" : "TELEMETRYFLOW_API_KEY_SECRET"));
    }
}

}  // namespace

TelemetryConfig TelemetryFlowBuilder::build_config() const {
    auto [draft, findings] = gather(*state_);
    FaultList faults;
    for (const auto& fault : state_->argument_faults)
        faults.add(fault);
    for (auto& error : findings.errors)
        faults.add(std::move(error));
    complete_credentials(draft, faults);
    validate_settings(draft.config, faults);
    auto all = std::move(faults).take();
    if (!all.empty()) throw BuilderError(std::move(all));
    return std::move(draft.config);
}

std::vector<std::string> TelemetryFlowBuilder::diagnostics() const {
    return gather(*state_).findings.warnings;
}

}  // namespace telemetryflow
