#include "durability/state_directory.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace telemetryflow::durability {
namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
    throw std::runtime_error("the state directory " + path + " " + why);
}

[[noreturn]] void refuse_by_errno(const std::string& path, const std::string& what) {
    refuse(path, "cannot be " + what + ": " + std::generic_category().message(errno));
}

// A name of few harmless characters, and another one for every service.
std::string folder_name(const std::string& service) {
    constexpr std::size_t kLongest = 64;
    constexpr std::string_view kHarmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    std::string name = service.substr(0, kLongest);
    bool changed = name.size() != service.size() || name.empty() || name.front() == '.';
    for (char& c : name) {
        if (kHarmless.find(c) != std::string_view::npos) continue;
        c = '_';
        changed = true;
    }
    if (!changed) return name;
    std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
    for (const char c : service)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    std::array<char, 19> suffix{};
    std::snprintf(suffix.data(), suffix.size(), "~%016llx", static_cast<unsigned long long>(hash));
    return (name.empty() || name.front() == '.' ? "_" + name : name) + suffix.data();
}

// Whoever may rename a folder above could put another one in its place.
void check_above(const std::string& path) {
    for (std::size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
        const std::string above = path.substr(0, end);
        struct stat about {};
        if (::stat(above.c_str(), &about) != 0) refuse_by_errno(above, "looked at");
        if ((about.st_mode & S_IWOTH) != 0 && (about.st_mode & S_ISVTX) == 0) {
            refuse(path, "is not safe: everybody may replace what lies in " + above +
                             ". Take the permission away (chmod o-w) or choose another folder");
        }
    }
}

FileDescriptor open_existing(const std::string& path) {
    FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.is_open()) refuse_by_errno(path, "opened");
    struct stat about {};
    if (::fstat(folder.get(), &about) != 0) refuse_by_errno(path, "looked at");
    if (about.st_uid != ::geteuid()) {
        refuse(path, "belongs to user " + std::to_string(about.st_uid) + ", not to user " +
                         std::to_string(::geteuid()) + " who runs this process: choose another folder");
    }
    if ((about.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        refuse(path, "may be written by others: chmod go-w " + path + " or choose another folder");
    }
    return folder;
}

FileDescriptor open_own(const std::string& path) {
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) refuse_by_errno(path, "made");
    return open_existing(path);
}

}  // namespace

StateDirectory::StateDirectory(const std::string& base, const std::string& service)
    : path_(base + "/" + folder_name(service)) {
    if (!base.starts_with('/')) refuse(base, "is not an absolute path: begin it with a slash");
    check_above(base);
    open_own(base);
    folder_ = open_own(path_);
}

StateDirectory StateDirectory::existing(const std::string& path) {
    return StateDirectory(open_existing(path), path);
}

bool StateDirectory::sync() const noexcept {
    if (::fsync(folder_.get()) != 0) return false;
    // What may have been made above, for the first process of all. Where that is closed to us, others have made it.
    for (const char* above : {"..", "../.."}) {
        const FileDescriptor folder(::openat(folder_.get(), above, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!folder.is_open() && errno == EACCES) continue;
        if (!folder.is_open() || ::fsync(folder.get()) != 0) return false;
    }
    return true;
}

std::vector<std::string> StateDirectory::folders() const {
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR*)> list(::opendir(path_.c_str()), ::closedir);
    if (list == nullptr) refuse_by_errno(path_, "listed");
    while (const dirent* entry = ::readdir(list.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    return names;
}

}  // namespace telemetryflow::durability
