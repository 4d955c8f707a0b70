#include "telemetryflow/known_variables.hpp"

#include "infrastructure/config/environment_registry.hpp"
#include "infrastructure/config/prometheus_variables.hpp"

namespace telemetryflow {

std::vector<std::string> known_variables() {
    std::vector<std::string> names;
    for (const auto variables : {config::EnvironmentRegistry::telemetryflow_variables(),
                                 config::EnvironmentRegistry::opentelemetry_variables()}) {
        for (const auto& variable : variables)
            names.emplace_back(variable.name);
    }
    for (const auto& variable : config::kPrometheusVariables)
        names.emplace_back(variable.name);
    return names;
}

}  // namespace telemetryflow
