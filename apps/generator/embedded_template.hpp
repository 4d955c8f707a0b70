#pragma once

// One template as it was when the program was built. Both texts live as long as the program.

#include <string_view>

namespace telemetryflow::generator {

struct EmbeddedTemplate {
    std::string_view name;  // relative to the folder of templates, such as "init/main.cpp.tpl"
    std::string_view text;
};

}  // namespace telemetryflow::generator
