#pragma once

// A diagram of a project's tables, as Mermaid within Markdown. A pure function.

#include <string>

#include "model/project.hpp"

namespace telemetryflow::restapi {

[[nodiscard]] std::string er_diagram_of(const Project& project);

}  // namespace telemetryflow::restapi
