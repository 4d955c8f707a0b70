#pragma once

// Everything that one run would write, compared with what is there, before anything is written. Owned by one thread.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "generator/planned_file.hpp"

namespace telemetryflow::generator {

enum class FileAccess : bool { Everybody, OnlyOwner };

class Plan {
public:
    /// `folder` need not exist; throws GenerationError when something else is there or cannot be looked at.
    explicit Plan(std::filesystem::path folder);

    /// Plans a file of ours. `path` is relative; throws UsageError when it leaves the folder, GenerationError when
    /// something that is no file is there, or a symbolic link leads out of the folder.
    void add(const std::filesystem::path& path, std::string content, FileAccess access = FileAccess::Everybody);
    /// Plans a new version of a file that is ours as long as it is as we wrote it: when `known` is there, it is brought
    /// up to date without being told to. Otherwise like add().
    void add_version(const std::filesystem::path& path, std::string content, std::string_view known);
    /// Plans a block of lines between markers in a file that is the user's, for languages whose comments begin with
    /// '#': at its end, or where the block is already. Makes the file when there is none.
    void add_block(const std::filesystem::path& path, std::string_view block);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] const std::vector<PlannedFile>& files() const { return files_; }
    [[nodiscard]] bool has_file(const std::filesystem::path& path) const;

private:
    PlannedFile look_at(const std::filesystem::path& path) const;

    std::filesystem::path folder_;
    std::vector<PlannedFile> files_;
};

}  // namespace telemetryflow::generator
