#pragma once

// The folder in which the processes of one service keep what outlives them, one folder each. It holds telemetry, which
// others must not read or plant: it belongs to the user, nobody else may write into it, and nobody can replace a folder
// above it. Immutable once open; any thread may use it.

#include <string>
#include <utility>
#include <vector>

#include "durability/file_descriptor.hpp"

namespace telemetryflow::durability {

class StateDirectory {
public:
    /// Opens the folder of `service` in `base`, an absolute path; what is missing of both is made, for the user alone.
    /// Throws std::runtime_error with what is wrong, where, and how to mend it.
    StateDirectory(const std::string& base, const std::string& service);

    /// The folder `path` of a service as it is; nothing is made. Throws as above.
    [[nodiscard]] static StateDirectory existing(const std::string& path);

    [[nodiscard]] int fd() const noexcept { return folder_.get(); }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    /// Has the disk know the names in it, and where it is; false with errno.
    [[nodiscard]] bool sync() const noexcept;
    /// The names of the folders in it, in no particular order. Throws std::runtime_error.
    [[nodiscard]] std::vector<std::string> folders() const;

private:
    explicit StateDirectory(FileDescriptor folder, std::string path)
        : path_(std::move(path)), folder_(std::move(folder)) {}

    std::string path_;
    FileDescriptor folder_;
};

}  // namespace telemetryflow::durability
