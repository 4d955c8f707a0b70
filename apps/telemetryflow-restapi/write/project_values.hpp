#pragma once

// What the templates of a project may ask for. Pure functions.

#include "generator/template_values.hpp"
#include "model/project.hpp"

namespace telemetryflow::restapi {

[[nodiscard]] generator::TemplateValues project_values(const Project& project);

}  // namespace telemetryflow::restapi
