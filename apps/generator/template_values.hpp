#pragma once

// What a template may ask for: texts for @{name}, and flags for @if. Owned by one thread.

#include <functional>
#include <map>
#include <string>

namespace telemetryflow::generator {

struct TemplateValues {
    std::map<std::string, std::string, std::less<>> texts{};
    std::map<std::string, bool, std::less<>> flags{};
};

}  // namespace telemetryflow::generator
