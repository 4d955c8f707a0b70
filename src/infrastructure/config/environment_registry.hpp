#pragma once

// The one table of every environment variable that the SDK reads, in the order of their precedence. Immutable; safe to
// use from any thread.

#include <span>
#include <string>
#include <vector>

#include "telemetryflow/application/ports/environment.hpp"

#include "infrastructure/config/environment_variable.hpp"

namespace telemetryflow::config {

/// What was wrong with the variables. No message holds a secret or a header's value.
struct EnvironmentReport {
    /// Values that are not of their variable's form: a builder refuses them, everybody else treats them as unset.
    std::vector<std::string> errors;
    /// Values that OpenTelemetry defines and this SDK does not offer; treated as unset.
    std::vector<std::string> warnings;
};

class EnvironmentRegistry {
public:
    /// The SDK's own variables and their fallbacks ENV and ENVIRONMENT.
    [[nodiscard]] static std::span<const EnvironmentVariable> telemetryflow_variables();
    /// OpenTelemetry's variables, which come after all of the SDK's own.
    [[nodiscard]] static std::span<const EnvironmentVariable> opentelemetry_variables();

    /// Applies the variables of the `requested` options that `draft.settled` does not name yet, and settles what they
    /// set. An absent or empty variable changes nothing; a bad one is reported and the next fallback is tried.
    static EnvironmentReport apply(const Environment& environment, const OptionSet& requested, ConfigDraft& draft);
};

/// Returns the reference page of all variables, in Markdown.
[[nodiscard]] std::string registry_reference_markdown();
/// Returns the reference page of all keys of a configuration file, in Markdown.
[[nodiscard]] std::string config_file_reference_markdown();

}  // namespace telemetryflow::config
