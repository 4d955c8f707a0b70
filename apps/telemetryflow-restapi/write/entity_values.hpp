#pragma once

// What the templates of an entity may ask for. Pure functions.

#include "generator/template_values.hpp"
#include "model/entity.hpp"
#include "model/project.hpp"

namespace telemetryflow::restapi {

[[nodiscard]] generator::TemplateValues entity_values(const Entity& entity, const Project& project);

}  // namespace telemetryflow::restapi
