#pragma once

// What every command that writes files offers. A value.

#include <filesystem>

namespace telemetryflow::generator {

struct GenerateOptions {
    std::filesystem::path output = ".";
    bool force = false;
    bool dry_run = false;
    bool diff = false;
    bool json = false;
};

}  // namespace telemetryflow::generator
