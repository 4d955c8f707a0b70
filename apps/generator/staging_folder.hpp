#pragma once

// A hidden folder in which files are made before they are put in place; it and what is left in it go with the object. A
// run that was killed leaves it behind, unlocked: whoever comes next can tell it from one in use. Owned by one thread.

#include <filesystem>

namespace telemetryflow::generator {

class StagingFolder {
public:
    /// How the names of all begin.
    static constexpr const char* kPrefix = ".telemetryflow-gen-";

    /// Makes one in `parent`; throws GenerationError when that is not possible.
    explicit StagingFolder(const std::filesystem::path& parent);
    ~StagingFolder();
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Leaves it to the next run, as a killed one does.
    void leave_behind() { left_behind_ = true; }

    /// Whether `path` is one whose run has ended.
    [[nodiscard]] static bool is_left_behind(const std::filesystem::path& path);

private:
    std::filesystem::path path_;
    int lock_ = -1;
    bool left_behind_ = false;
};

}  // namespace telemetryflow::generator
