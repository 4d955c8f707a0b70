#include "durability/segment_folder.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "durability/about.hpp"
#include "durability/segment_header.hpp"

namespace telemetryflow::durability {
namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), "cannot " + what);
}

// Calls visit(name, size) for every file in a folder; false when it cannot be listed.
template <class Visit>
bool for_each_file(int folder, Visit visit) {
    // A descriptor of its own, which the list closes and whose place in the list nobody shares.
    FileDescriptor own(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!own.is_open()) return false;
    const std::unique_ptr<DIR, int (*)(DIR*)> list(::fdopendir(own.get()), ::closedir);
    if (list == nullptr) return false;
    static_cast<void>(own.release());
    while (const dirent* entry = ::readdir(list.get())) {
        struct stat about {};
        if (::fstatat(folder, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(about.st_mode)) continue;
        visit(std::string_view(entry->d_name), static_cast<std::uint64_t>(about.st_size));
    }
    return true;
}

// False with errno.
bool write_again(int file) {
    std::array<char, 4096> part;
    for (off_t at = 0;;) {
        const ssize_t size = ::pread(file, part.data(), part.size(), at);
        if (size <= 0) return size == 0;
        if (::pwrite(file, part.data(), static_cast<std::size_t>(size), at) != size) return false;
        at += size;
    }
}

}  // namespace

std::vector<SegmentFolder::Entry> SegmentFolder::segments() const {
    std::vector<Entry> found;
    const bool listed = for_each_file(folder_.get(), [&](std::string_view file, std::uint64_t bytes) {
        if (const auto name = SegmentName::from_text(file)) found.push_back({*name, bytes});
    });
    if (!listed) fail("list " + state_->path() + "/" + process_);
    std::sort(found.begin(), found.end(),
              [](const Entry& a, const Entry& b) { return a.name.sequence < b.name.sequence; });
    return found;
}

FileDescriptor SegmentFolder::make(const SegmentName& name) const {
    FileDescriptor made(::openat(folder_.get(), name.to_text().c_str(),
                                 O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!made.is_open()) fail("make " + path_of(name));
    return made;
}

FileDescriptor SegmentFolder::open(const SegmentName& name) const {
    FileDescriptor opened(::openat(folder_.get(), name.to_text().c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
    if (!opened.is_open()) fail("open " + path_of(name));
    return opened;
}

bool SegmentFolder::settle(const SegmentName& name, std::uint64_t to) const noexcept try {
    const FileDescriptor file = open(name);
    const auto place = static_cast<std::uint32_t>(to);
    const std::uint32_t words[2] = {place, ~place};
    return ::pwrite(file.get(), words, sizeof(words), offsetof(SegmentHeader, settled_to)) == sizeof(words);
} catch (const std::exception&) {
    return false;
}

bool SegmentFolder::remove(const SegmentName& name) const noexcept try {
    return ::unlinkat(folder_.get(), name.to_text().c_str(), 0) == 0;
} catch (const std::bad_alloc&) {
    return false;
}

bool SegmentFolder::quarantine(const SegmentName& name) const noexcept try {
    std::size_t files = 0;
    std::uint64_t bytes = 0;
    const auto add = [&](std::string_view file, std::uint64_t size) {
        if (!file.starts_with(kQuarantine)) return;
        ++files;
        bytes += size;
    };
    struct stat about {};
    const std::string file = name.to_text();
    if (::fstatat(folder_.get(), file.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) return false;
    if (!for_each_file(state_->fd(), add) || files >= kMaxQuarantined ||
        bytes + static_cast<std::uint64_t>(about.st_size) > kMaxQuarantinedBytes) {
        return remove(name);
    }
    const std::string kept = std::string(kQuarantine) + process_ + "-" + file;
    return ::renameat(folder_.get(), file.c_str(), state_->fd(), kept.c_str()) == 0;
} catch (const std::bad_alloc&) {
    return false;
}

std::uint64_t SegmentFolder::free_bytes() const {
    struct statvfs about {};
    if (::fstatvfs(folder_.get(), &about) != 0) fail("look at the filesystem of " + state_->path());
    return std::uint64_t{about.f_bavail} * about.f_frsize;
}

void SegmentFolder::make_durable() {
    const auto refused = [&] { fail("sync " + state_->path() + "/" + process_); };
    const FileDescriptor about(::openat(folder_.get(), About::kFile, O_RDWR | O_NOFOLLOW | O_CLOEXEC));
    if (!about.is_open() && errno != ENOENT) refused();
    if (about.is_open()) {
        // What a disk has refused once it may claim to have taken the next time, unless it is written again.
        if (is_about_refused_ && !write_again(about.get())) refused();
        is_about_refused_ = ::fdatasync(about.get()) != 0;
        if (is_about_refused_) refused();
    }
    if (::fsync(folder_.get()) != 0 || !state_->sync()) refused();
}

std::string SegmentFolder::path_of(const SegmentName& name) const {
    return state_->path() + "/" + process_ + "/" + name.to_text();
}

}  // namespace telemetryflow::durability
