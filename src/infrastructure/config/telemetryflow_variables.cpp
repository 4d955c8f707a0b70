#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "infrastructure/config/environment_registry.hpp"
#include "infrastructure/config/option_registry.hpp"
#include "process/made_once.hpp"

namespace telemetryflow::config {
namespace {

/// Other names of a variable, read after it.
struct Fallback {
    ConfigOption option;
    std::string_view name;
    std::string_view description;
};

constexpr Fallback kFallbacks[]{
    {ConfigOption::BatchMaxSize, "TELEMETRYFLOW_BATCH_SIZE", "The same under its older name"},
    {ConfigOption::DeploymentEnvironment, "ENV", "Fallback of TELEMETRYFLOW_ENVIRONMENT"},
    {ConfigOption::DeploymentEnvironment, "ENVIRONMENT", "Fallback of ENV"},
};

/// The variables, and the texts that they refer to.
struct Table {
    Table() {
        for (const auto& row : option_rows()) {
            const std::string_view accepts = accepted.emplace_back(accepted_text(row.value.form));
            EnvironmentVariable variable{.name = row.variable,
                                         .accepts = accepts,
                                         .default_text = row.default_text,
                                         .option = row.option,
                                         .builder_call = row.builder_call,
                                         .description = row.description,
                                         .secret = row.secret || row.value.form.kind == ValueKind::Entries,
                                         .row = &row};
            variables.push_back(variable);
            for (const auto& fallback : kFallbacks) {
                if (fallback.option != row.option) continue;
                variable.name = fallback.name;
                variable.default_text = {};
                variable.description = fallback.description;
                variables.push_back(variable);
            }
        }
    }

    std::deque<std::string> accepted;
    std::vector<EnvironmentVariable> variables;
};

}  // namespace

std::span<const EnvironmentVariable> EnvironmentRegistry::telemetryflow_variables() {
    static constinit process::MadeOnce<const Table> table;
    return table.get().variables;
}

}  // namespace telemetryflow::config
