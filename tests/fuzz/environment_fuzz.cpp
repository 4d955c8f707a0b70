// Gives the variables of the registry any values: each line sets the variable that its first byte chooses. Beyond
// crashes and hangs it looks for what must hold for all of them: no secret in a message, nothing settled that was not
// asked for, and the same outcome every time.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "infrastructure/config/effective_settings.hpp"
#include "infrastructure/config/environment_registry.hpp"
#include "require.hpp"

namespace {

using namespace telemetryflow;
using config::EnvironmentRegistry;
using config::EnvironmentReport;
using config::EnvironmentVariable;
using fuzz::require;
using Variables = std::map<std::string, std::string>;

constexpr std::string_view kSecret = "tfs_7f3a9c51e2";

std::vector<EnvironmentVariable> all_variables() {
    std::vector<EnvironmentVariable> all;
    for (const auto variables :
         {EnvironmentRegistry::telemetryflow_variables(), EnvironmentRegistry::opentelemetry_variables()}) {
        all.insert(all.end(), variables.begin(), variables.end());
    }
    return all;
}

const std::vector<EnvironmentVariable>& registry() {
    static const std::vector<EnvironmentVariable> variables = all_variables();
    return variables;
}

// No variable holds a zero byte.
Variables variables_of(std::string_view text) {
    Variables variables;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.empty()) continue;
        const EnvironmentVariable& chosen = registry()[static_cast<unsigned char>(line[0]) % registry().size()];
        variables[std::string(chosen.name)] = line.substr(1, line.find('\0', 1) - 1);
    }
    return variables;
}

// As long as only variables that are secret have it.
bool is_kept_secret(const Variables& variables) {
    return std::all_of(registry().begin(), registry().end(), [&](const EnvironmentVariable& variable) {
        const auto found = variables.find(std::string(variable.name));
        return variable.secret || found == variables.end() || found->second.find(kSecret) == std::string::npos;
    });
}

void require_silence(const std::vector<std::string>& messages) {
    for (const std::string& message : messages)
        require(message.find(kSecret) == std::string::npos);
}

struct Outcome {
    ConfigDraft draft;
    EnvironmentReport report;
};

Outcome outcome_of(const Variables& variables, const OptionSet& requested) {
    Outcome outcome;
    outcome.report = EnvironmentRegistry::apply(
        [&](const std::string& name) {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        },
        requested, outcome.draft);
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Variables variables = variables_of({reinterpret_cast<const char*>(data), size});
    const Outcome outcome = outcome_of(variables, OptionSet::all());
    require(outcome.report.errors.size() + outcome.report.warnings.size() <= variables.size());
    if (is_kept_secret(variables)) {
        require_silence(outcome.report.errors);
        require_silence(outcome.report.warnings);
    }
    (void)outcome.draft.config.validate();

    const Outcome again = outcome_of(variables, OptionSet::all());
    require(again.report.errors == outcome.report.errors && again.report.warnings == outcome.report.warnings);
    require(config::effective_settings(again.draft) == config::effective_settings(outcome.draft));
    require(outcome_of(variables, OptionSet{}).draft.settled.empty());
    return 0;
}
