#pragma once

// Names of a project that go into its code and its settings. Pure functions.

#include <string>
#include <string_view>

namespace telemetryflow::restapi {

/// Throws UsageError that begins with `what` when `name` cannot be a namespace of a service's code.
void check_module_name(std::string_view what, const std::string& name);
/// Throws UsageError that begins with `what` when `word` would have to be quoted in a connection string, a file of
/// variables or YAML.
void check_database_word(std::string_view what, const std::string& word);

}  // namespace telemetryflow::restapi
