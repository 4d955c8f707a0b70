#pragma once

// The file by which a project is known again: telemetryflow-restapi.json, with all that its shared files are written
// from.

#include <filesystem>
#include <string>
#include <string_view>

#include "model/project.hpp"

namespace telemetryflow::restapi {

inline constexpr const char* kManifestFile = "telemetryflow-restapi.json";

[[nodiscard]] std::string to_manifest(const Project& project);
/// Throws GenerationError that names `file` and what is wrong in it.
[[nodiscard]] Project from_manifest(std::string_view text, const std::string& file);
/// Reads the manifest of the project in `folder`; throws GenerationError when it is not one that `new` made.
[[nodiscard]] Project read_project(const std::filesystem::path& folder);

}  // namespace telemetryflow::restapi
