#include <utility>

#include "infrastructure/config/environment_registry.hpp"
#include "infrastructure/config/process_environment.hpp"
#include "interface/builder/environment_access.hpp"

namespace telemetryflow {

EnvironmentFindings read_environment(const Environment& environment, const OptionSet& requested, ConfigDraft& draft) {
    auto report =
        config::EnvironmentRegistry::apply(environment ? environment : config::process_environment(), requested, draft);
    return {.errors = std::move(report.errors), .warnings = std::move(report.warnings)};
}

}  // namespace telemetryflow
