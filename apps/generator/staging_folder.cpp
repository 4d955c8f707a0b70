#include "generator/staging_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "generator/generation_error.hpp"

namespace telemetryflow::generator {

namespace {

int open_folder(const std::filesystem::path& path) {
    return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

}  // namespace

StagingFolder::StagingFolder(const std::filesystem::path& parent) {
    std::string name = (parent / (std::string(kPrefix) + "XXXXXX")).string();
    if (mkdtemp(name.data()) == nullptr) {
        const std::string reason = std::generic_category().message(errno);
        throw GenerationError("cannot write to " + parent.string() + ": " + reason + "; nothing was changed");
    }
    path_ = name;
    lock_ = open_folder(path_);
    if (lock_ >= 0) ::flock(lock_, LOCK_EX | LOCK_NB);
}

StagingFolder::~StagingFolder() {
    std::error_code ignored;
    if (!left_behind_) std::filesystem::remove_all(path_, ignored);
    if (lock_ >= 0) ::close(lock_);
}

bool StagingFolder::is_left_behind(const std::filesystem::path& path) {
    if (!path.filename().string().starts_with(kPrefix)) return false;
    const int folder = open_folder(path);
    if (folder < 0) return false;
    const bool is_free = ::flock(folder, LOCK_EX | LOCK_NB) == 0;
    ::close(folder);
    return is_free;
}

}  // namespace telemetryflow::generator
