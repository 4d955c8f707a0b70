#pragma once

// What a template may ask for: texts for @{name}, flags for @if, and lists for @each. Owned by one thread.

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace telemetryflow::generator {

struct TemplateValues {
    std::map<std::string, std::string, std::less<>> texts{};
    std::map<std::string, bool, std::less<>> flags{};
    std::map<std::string, std::vector<TemplateValues>, std::less<>> lists{};
};

}  // namespace telemetryflow::generator
