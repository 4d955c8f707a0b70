#pragma once

// The one table of every option that can be configured from outside the program. Variables, configuration files, their
// JSON Schema and the pages of the reference are read from it. Immutable; safe to use from any thread.

#include <span>
#include <string_view>

#include "infrastructure/config/file_only_key.hpp"
#include "infrastructure/config/option_row.hpp"

namespace telemetryflow::config {

/// In the order in which they are applied: where one setting depends on another, that one comes first.
[[nodiscard]] std::span<const OptionRow> option_rows();
[[nodiscard]] std::span<const FileOnlyKey> file_only_keys();

/// Checks the row's form and applies a value as a variable has it, which is not empty. Does not settle the option.
[[nodiscard]] ValueOutcome apply_value(const OptionRow& row, std::string_view value, ConfigDraft& draft);
/// Adds one of the row's entries, and where it came from, unless a stronger source gave it.
void add_entry(const OptionRow& row, std::string_view key, std::string_view value, ConfigDraft& draft);

}  // namespace telemetryflow::config
