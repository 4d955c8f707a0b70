#include <utility>

#include "infrastructure/config/config_file.hpp"
#include "infrastructure/config/effective_settings.hpp"
#include "infrastructure/config/environment_registry.hpp"
#include "infrastructure/config/process_environment.hpp"
#include "interface/builder/configuration_access.hpp"

namespace telemetryflow {
namespace {

Environment or_process(const Environment& environment) {
    return environment ? environment : config::process_environment();
}

}  // namespace

ConfigFindings read_environment(const Environment& environment, const OptionSet& requested, ConfigDraft& draft) {
    auto report = config::EnvironmentRegistry::apply(or_process(environment), requested, draft);
    return {.errors = std::move(report.errors), .warnings = std::move(report.warnings)};
}

ConfigFindings read_config_file(const Environment& environment, ConfigDraft& draft) {
    if (!draft.config_file) return {};
    auto report =
        config::apply_config_file(*draft.config_file, registered_config_parser(), or_process(environment), draft);
    const auto origin = draft.settled.of(ConfigOption::ConfigFile);
    // The file may be one that nobody of the program's authors has heard of.
    if (registered_config_parser() == nullptr && origin.kind == ConfigOrigin::Kind::Variable) {
        report.errors.front().insert(0, origin.where + ": ");
    }
    return {.errors = std::move(report.errors), .warnings = std::move(report.warnings)};
}

bool has_state_home(const Environment& environment) {
    return or_process(environment)("XDG_STATE_HOME").value_or("").starts_with('/');
}

std::vector<ConfigSetting> settings_of(const ConfigDraft& draft) {
    return config::effective_settings(draft);
}

std::string with_origin_of(std::string fault, const ConfigDraft& draft) {
    return config::with_origin(std::move(fault), draft);
}

}  // namespace telemetryflow
