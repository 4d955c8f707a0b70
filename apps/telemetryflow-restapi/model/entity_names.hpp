#pragma once

// What entities and their fields may be called. Pure functions; the check_* throw UsageError.

#include <string>
#include <string_view>

#include "model/entity.hpp"
#include "model/project.hpp"

namespace telemetryflow::restapi {

/// Whether `name` may name a field or a collection: a lower-case letter, then such letters, digits and single '_'.
[[nodiscard]] bool is_snake_case(std::string_view name);
/// "OrderItem" is "order_item".
[[nodiscard]] std::string snake_case_of(std::string_view pascal);
/// "category" is "categories".
[[nodiscard]] std::string plural_of(std::string_view word);

/// `name` is PascalCase.
void check_entity_name(std::string_view name);
/// Nothing that is written for `entity` is called as something that the project has already; an entity of the same name
/// in it is passed over.
void check_no_clash(const Entity& entity, const Project& project);

}  // namespace telemetryflow::restapi
