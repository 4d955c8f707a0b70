#pragma once

// One file that a plan would write. A value.

#include <filesystem>
#include <optional>
#include <string>

#include "generator/file_action.hpp"

namespace telemetryflow::generator {

struct PlannedFile {
    std::filesystem::path path;  // relative to the plan's folder
    std::string content;
    std::optional<std::string> previous;  // what is there now
    FileAction action = FileAction::Create;
    bool only_for_owner = false;  // holds a secret
};

}  // namespace telemetryflow::generator
