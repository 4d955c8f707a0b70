#include "infrastructure/config/process_environment.hpp"

#include <cstdlib>

namespace telemetryflow::config {

Environment process_environment() {
    return [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        if (value == nullptr) return std::nullopt;
        return value;
    };
}

}  // namespace telemetryflow::config
