#pragma once

// The OpenAPI document (3.0.3) of a project. A pure function.

#include <string>

#include "model/project.hpp"

namespace telemetryflow::restapi {

[[nodiscard]] std::string openapi_of(const Project& project);

}  // namespace telemetryflow::restapi
