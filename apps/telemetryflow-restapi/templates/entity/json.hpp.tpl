#pragma once

// @{entity} as callers send and get it.

#include <string>

#include <nlohmann/json.hpp>

#include "domain/@{entity_file}.hpp"

namespace @{module} {

[[nodiscard]] nlohmann::json json_of(const @{entity}& entity);
/// Reads a request's body. Throws BadRequest when it is no JSON object, ValidationError when a field has not its type.
[[nodiscard]] @{entity} @{entity_file}_from(const std::string& body);

}  // namespace @{module}
