#pragma once

// The parser of the component telemetryflow::config_file. It registers itself in every program that links the
// component, so nobody has to call it; a program that registered another one puts this back by it.

#include <string_view>

#include "telemetryflow/application/ports/config_parser.hpp"

namespace telemetryflow {

/// Reads one document of YAML 1.2. Maps have single values as keys; aliases are copies of what they name. More than
/// 10,000 values, with those of aliases, and more than 16 levels are faults. Tags mean nothing. Any thread.
[[nodiscard]] ConfigParseResult parse_yaml_config(std::string_view text);

}  // namespace telemetryflow
