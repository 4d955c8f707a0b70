#pragma once

// A folder of our own on the file system of its parent, removed with everything in it at the end of the scope.

#include <filesystem>

namespace telemetryflow::generator {

class StagingFolder {
public:
    /// Throws GenerationError when nothing can be written there.
    explicit StagingFolder(const std::filesystem::path& parent);
    ~StagingFolder();
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace telemetryflow::generator
