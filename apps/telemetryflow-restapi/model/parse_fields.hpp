#pragma once

// Reads the fields of an entity as they are typed: "title:string:required,max=200 price:decimal:min=0", that is
// <name>:<type>[:<rule>,...] with blanks between. Pure functions.

#include <string>
#include <string_view>
#include <vector>

#include "model/field.hpp"

namespace telemetryflow::restapi {

/// Throws UsageError that names the character, counted from 1, where `text` goes wrong.
[[nodiscard]] std::vector<Field> parse_fields(std::string_view text);

/// The same field in that syntax.
[[nodiscard]] std::string to_text(const Field& field);

}  // namespace telemetryflow::restapi
