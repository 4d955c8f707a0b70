#pragma once

// A whole file as text; throws GenerationError with its name and the system's reason.

#include <filesystem>
#include <string>

namespace telemetryflow::generator {

[[nodiscard]] std::string read_file(const std::filesystem::path& file);

}  // namespace telemetryflow::generator
