#pragma once

// The templates that this program was built with; the build writes the source.

#include <span>

#include "generator/embedded_template.hpp"

namespace telemetryflow::restapi {

[[nodiscard]] std::span<const generator::EmbeddedTemplate> embedded_templates();

}  // namespace telemetryflow::restapi
