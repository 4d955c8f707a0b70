#include "infrastructure/config/environment_registry.hpp"

#include "domain/text.hpp"
#include "infrastructure/config/option_registry.hpp"

namespace telemetryflow::config {
namespace {

void apply_variable(const EnvironmentVariable& variable, const std::string& value, ConfigDraft& draft,
                    EnvironmentReport& report) {
    draft.settled.set_source({.kind = ConfigOrigin::Kind::Variable, .where = std::string(variable.name)});
    const auto outcome =
        variable.row != nullptr ? apply_value(*variable.row, value, draft) : variable.apply(value, draft);
    if (outcome == ValueOutcome::Applied) draft.settled.add(variable.option);
    if (outcome == ValueOutcome::Applied || outcome == ValueOutcome::Irrelevant) return;
    if (outcome == ValueOutcome::Bad) draft.refused.add(variable.option);
    std::string message(variable.name);
    message += outcome == ValueOutcome::Bad ? " has the bad value " : " has a value that is not supported here, ";
    message += variable.secret ? "[REDACTED]" : text::printable(value);
    message.append(": accepted is ").append(variable.accepts);
    if (!variable.builder_call.empty()) message.append("; ").append(variable.builder_call).append(" sets the same");
    auto& list = outcome == ValueOutcome::Bad ? report.errors : report.warnings;
    list.push_back(std::move(message));
}

}  // namespace

EnvironmentReport EnvironmentRegistry::apply(const Environment& environment, const OptionSet& requested,
                                             ConfigDraft& draft) {
    EnvironmentReport report;
    for (const auto variables : {telemetryflow_variables(), opentelemetry_variables()}) {
        for (const auto& variable : variables) {
            if (!requested.has(variable.option) || draft.settled.has(variable.option)) continue;
            const auto value = environment(std::string(variable.name));
            if (value && !value->empty()) apply_variable(variable, *value, draft, report);
        }
    }
    return report;
}

}  // namespace telemetryflow::config
