#pragma once

// @{entity}: a value, and the rules that it keeps.

#include <cstdint>
#include <optional>
#include <string>

#include "domain/decimal.hpp"
#include "domain/field_error.hpp"

namespace @{module} {

struct @{entity} {
    std::int64_t id = 0;  // given by the repository
@each field
    @{type} @{name}{};
@end
};

/// What is wrong with `entity`; nothing when all is right.
[[nodiscard]] FieldErrors validate(const @{entity}& entity);

}  // namespace @{module}
