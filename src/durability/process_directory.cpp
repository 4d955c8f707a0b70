#include "durability/process_directory.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <random>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace telemetryflow::durability {
namespace {

constexpr const char* kLock = "lock";
constexpr const char* kRegion = "region";
constexpr const char* kAbout = About::kFile;
constexpr const char* kNewAbout = "about.new";
constexpr const char* kOpenSpans = "open-spans";
constexpr const char* kMetrics = "metrics";
constexpr const char* kNewMetrics = "metrics.new";
// What is being made has this before its name.
constexpr std::string_view kUnfinished = ".new-";

[[noreturn]] void fail(const std::string& what, int error = errno) {
    throw std::runtime_error("cannot " + what + ": " + std::generic_category().message(error));
}

std::string new_name() {
    std::random_device random;
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%lld-%08x%08x", static_cast<long long>(::getpid()), random(), random());
    return text.data();
}

// Whether new_name() gives such names.
bool is_name(std::string_view name) {
    if (name.starts_with(kUnfinished)) name.remove_prefix(kUnfinished.size());
    const std::size_t dash = name.find('-');
    return dash != std::string_view::npos && name.size() - dash == 17 && name.find_first_not_of("0123456789") == dash &&
           name.find_first_not_of("0123456789abcdef", dash + 1) == std::string_view::npos;
}

// A file that another machine, or a process of the user's, may change the size of ends the process that maps it.
bool is_safe_to_map(int fd, const std::string& path) {
    constexpr std::array<std::uint32_t, 6> kUnsafe{0x6969 /* NFS */,      0x517B /* SMB */,    0xFF534D42 /* CIFS */,
                                                   0xFE534D42 /* SMB2 */, 0x01021997 /* 9P */, 0x65735546 /* FUSE */};
    struct statfs about {};
    if (::fstatfs(fd, &about) != 0) fail("look at the filesystem of " + path);
    return std::find(kUnsafe.begin(), kUnsafe.end(), static_cast<std::uint32_t>(about.f_type)) == kUnsafe.end();
}

FileDescriptor open_in(const FileDescriptor& folder, const char* file, int flags) {
    return FileDescriptor(::openat(folder.get(), file, flags | O_NOFOLLOW | O_CLOEXEC));
}

// Its maker may be about to lock it; nobody takes a minute for that.
bool is_being_made(const FileDescriptor& folder, std::string_view name) {
    constexpr std::time_t kLongest = 60;
    struct stat about {};
    return name.starts_with(kUnfinished) && ::fstat(folder.get(), &about) == 0 &&
           std::time(nullptr) - about.st_mtime < kLongest;
}

constexpr std::array kFiles{kRegion, kOpenSpans, kAbout, kNewAbout, kMetrics, kNewMetrics, kLock};

void remove_folder(int state, const FileDescriptor& folder, const std::string& name) noexcept {
    // The lock last: as long as it is there, nobody else takes the folder, and whoever comes next may try again.
    for (const char* file : kFiles) {
        if (::unlinkat(folder.get(), file, 0) != 0 && errno != ENOENT) return;
    }
    ::unlinkat(state, name.c_str(), AT_REMOVEDIR);
}

}  // namespace

ProcessDirectory::ProcessDirectory(std::shared_ptr<const StateDirectory> state, std::size_t bytes)
    : state_(std::move(state)), name_(new_name()) {
    const std::string unfinished = std::string(kUnfinished) + name_;
    const std::string path = state_->path() + "/" + unfinished;
    if (::mkdirat(state_->fd(), unfinished.c_str(), S_IRWXU) != 0) fail("make the folder " + path);
    folder_ =
        FileDescriptor(::openat(state_->fd(), unfinished.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    try {
        if (!folder_.is_open()) fail("open the folder " + path);
        lock_ = make(kLock);
        if (::flock(lock_.get(), LOCK_EX | LOCK_NB) != 0) fail("lock " + path);
        is_mappable_ = is_safe_to_map(folder_.get(), path);
        region_ = is_mappable_ ? make(kRegion, bytes) : make(kRegion);
        if (!is_mappable_ && ::ftruncate(region_.get(), static_cast<off_t>(bytes)) != 0) fail("make " + path);
        if (::renameat(state_->fd(), unfinished.c_str(), state_->fd(), name_.c_str()) != 0) {
            fail("rename the folder " + path);
        }
    } catch (...) {
        if (folder_.is_open()) remove_folder(state_->fd(), folder_, unfinished);
        throw;
    }
}

std::optional<ProcessDirectory> ProcessDirectory::adopt(std::shared_ptr<const StateDirectory> state,
                                                        const std::string& name) {
    ProcessDirectory directory;
    directory.folder_ =
        FileDescriptor(::openat(state->fd(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!directory.folder_.is_open() || is_being_made(directory.folder_, name)) return std::nullopt;
    directory.lock_ = open_in(directory.folder_, kLock, O_RDWR);
    if (!directory.lock_.is_open()) {
        // Somebody was killed who had just made it, or nearly deleted it: it goes if it is empty.
        if (errno == ENOENT && is_name(name)) ::unlinkat(state->fd(), name.c_str(), AT_REMOVEDIR);
        return std::nullopt;
    }
    if (::flock(directory.lock_.get(), LOCK_EX | LOCK_NB) != 0) return std::nullopt;
    // Between the opening and the locking its owner may have deleted it.
    struct stat about {};
    if (::fstat(directory.lock_.get(), &about) != 0 || about.st_nlink == 0) return std::nullopt;
    directory.region_ = open_in(directory.folder_, kRegion, O_RDWR);
    directory.state_ = std::move(state);
    directory.name_ = name;
    if (!directory.region_.is_open() && errno != ENOENT) fail("open " + directory.path_of(kRegion));
    directory.is_mappable_ = is_safe_to_map(directory.folder_.get(), directory.path_of(kRegion));
    return directory;
}

std::size_t ProcessDirectory::region_bytes() const {
    if (!region_.is_open()) return 0;
    struct stat about {};
    if (::fstat(region_.get(), &about) != 0) fail("look at " + path_of(kRegion));
    return static_cast<std::size_t>(about.st_size);
}

void ProcessDirectory::read_region(std::span<char> into) const {
    for (std::size_t at = 0; at < into.size();) {
        const ssize_t size = ::pread(region_.get(), into.data() + at, into.size() - at, static_cast<off_t>(at));
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) fail("read " + path_of(kRegion));
        // Somebody made it shorter: what is missing is zeros.
        if (size == 0) return;
        at += static_cast<std::size_t>(size);
    }
}

std::int64_t ProcessDirectory::started() const noexcept {
    // The lock is made first and never written.
    struct stat about {};
    if (::fstat(lock_.get(), &about) != 0) return 0;
    return about.st_mtim.tv_sec * std::int64_t{1'000'000'000} + about.st_mtim.tv_nsec;
}

std::uint64_t ProcessDirectory::disk_bytes() const noexcept {
    constexpr std::uint64_t kBlock = 512;  // whatever the filesystem's own blocks are
    std::uint64_t bytes = 0;
    for (const char* file : kFiles) {
        struct stat about {};
        if (::fstatat(folder_.get(), file, &about, AT_SYMLINK_NOFOLLOW) != 0) continue;
        bytes += static_cast<std::uint64_t>(about.st_blocks) * kBlock;
    }
    return bytes;
}

void ProcessDirectory::give_back(std::size_t at, std::size_t bytes) const noexcept {
    static_cast<void>(::fallocate(region_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(at),
                                  static_cast<off_t>(bytes)));
}

std::string ProcessDirectory::obstacle() const {
    if (is_mappable_) return "";
    return state_->path() +
           " is on a network or user-space filesystem, where a mapped file is not safe: choose a folder on a local "
           "disk";
}

void ProcessDirectory::write(const About& about) {
    // What the disk has in here cannot be sent without it, so the disk has to have the new one before the old one goes.
    const bool replaces = ::faccessat(folder_.get(), kAbout, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    replace(kAbout, kNewAbout, about.to_text(), replaces);
}

void ProcessDirectory::write_metrics(std::string_view bytes, bool durable) {
    replace(kMetrics, kNewMetrics, bytes, durable);
}

void ProcessDirectory::remove_metrics() noexcept {
    ::unlinkat(folder_.get(), kMetrics, 0);
}

FileDescriptor ProcessDirectory::make_open_spans(std::size_t bytes) const {
    return make(kOpenSpans, bytes);
}

std::string ProcessDirectory::read_open_spans() const {
    return read(kOpenSpans);
}

void ProcessDirectory::replace(const char* file, const char* unfinished, std::string_view bytes, bool durable) const {
    const std::string path = path_of(file);
    {
        ::unlinkat(folder_.get(), unfinished, 0);
        const FileDescriptor made = make(unfinished);
        while (!bytes.empty()) {
            const ssize_t written = ::write(made.get(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) fail("write " + path);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        if (durable && ::fdatasync(made.get()) != 0) fail("have the disk take " + path);
    }
    if (::renameat(folder_.get(), unfinished, folder_.get(), file) != 0) fail("write " + path);
}

void ProcessDirectory::make_durable() const {
    const std::string path = state_->path() + "/" + name_;
    const FileDescriptor about = open_in(folder_, kAbout, O_RDONLY);
    for (const int fd : {about.get(), folder_.get()})
        if (::fsync(fd) != 0) fail("have the disk take " + path);
    if ((has_region() && ::fsync(region_.get()) != 0) || !state_->sync()) fail("have the disk take " + path);
}

std::optional<About> ProcessDirectory::read_about() const {
    const std::string text = read(kAbout);
    if (text.empty()) return std::nullopt;
    std::optional<About> about = About::from_text(text);
    // It was written whole before it had its name.
    if (!about) throw std::runtime_error(path_of(kAbout) + " is of another version of the SDK, or damaged");
    return about;
}

std::string ProcessDirectory::read_metrics() const {
    return read(kMetrics);
}

std::string ProcessDirectory::read(const char* file) const {
    constexpr std::size_t kLongest = 64U << 20U;
    const FileDescriptor opened = open_in(folder_, file, O_RDONLY);
    std::string bytes;
    if (!opened.is_open() && errno == ENOENT) return bytes;
    if (!opened.is_open()) fail("open " + path_of(file));
    std::array<char, 4096> part;
    while (bytes.size() <= kLongest) {
        const ssize_t size = ::read(opened.get(), part.data(), part.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) fail("read " + path_of(file));
        if (size == 0) break;
        bytes.append(part.data(), static_cast<std::size_t>(size));
    }
    return bytes;
}

SegmentFolder ProcessDirectory::segments() const {
    FileDescriptor folder(::fcntl(folder_.get(), F_DUPFD_CLOEXEC, 0));
    if (!folder.is_open()) fail("open the folder " + state_->path() + "/" + name_);
    return {state_, name_, std::move(folder)};
}

void ProcessDirectory::remove() noexcept {
    if (folder_.is_open()) remove_folder(state_->fd(), folder_, name_);
    forget();
}

void ProcessDirectory::forget() noexcept {
    lock_.close();
    region_.close();
    folder_.close();
}

FileDescriptor ProcessDirectory::make(const char* file) const {
    FileDescriptor made(
        ::openat(folder_.get(), file, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!made.is_open()) fail("make " + path_of(file));
    return made;
}

std::string ProcessDirectory::path_of(const char* file) const {
    return state_->path() + "/" + name_ + "/" + file;
}

FileDescriptor ProcessDirectory::make(const char* file, std::size_t bytes) const {
    FileDescriptor made = make(file);
    // Not a hole: a page that finds no room on the disk when it is written to would end the process.
    if (const int error = ::posix_fallocate(made.get(), 0, static_cast<off_t>(bytes)); error != 0) {
        fail("find room for the " + std::to_string(bytes) + " bytes of " + path_of(file), error);
    }
    return made;
}

}  // namespace telemetryflow::durability
