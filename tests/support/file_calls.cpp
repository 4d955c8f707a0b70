#include "support/file_calls.hpp"

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace telemetryflow::test {
namespace {

using Kind = FileCall::Kind;

std::atomic<FileCalls*> watching{nullptr};
std::atomic<bool> watches_all{false};
thread_local bool is_own = false;     // the thread of who watches
thread_local bool is_inside = false;  // what it does itself is not watched

// Makes the call in between; `make` is told how many bytes the system takes.
template <class Make>
ssize_t watched(const FileCall& call, Make make) {
    FileCalls* const watcher = is_inside || !(is_own || watches_all) ? nullptr : watching.load();
    if (watcher == nullptr) return make(call.bytes.size());
    is_inside = true;
    const FileCalls::Answer answer = watcher->before(call);
    ssize_t result = -1;
    int error = answer.error;
    if (error == 0) {
        result = answer.is_skipped ? 0 : make(call.bytes.size() - answer.shorter_by);
        error = errno;
        if (result >= 0) watcher->after(call, result);
    }
    is_inside = false;
    errno = error;
    return result;
}

std::string joined(const iovec* parts, int count) {
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
    return bytes;
}

}  // namespace

FileCalls::FileCalls(Threads threads) {
    is_own = true;
    watches_all = threads == Threads::All;
    watching = this;
}

FileCalls::~FileCalls() {
    is_own = false;
    watches_all = false;
    watching = nullptr;
}

}  // namespace telemetryflow::test

// As the linker's option --wrap names them.
// NOLINTBEGIN(bugprone-reserved-identifier)
using telemetryflow::test::joined;
using telemetryflow::test::Kind;
using telemetryflow::test::watched;

extern "C" {

int __real_openat(int folder, const char* name, int flags, ...);
int __real_mkdir(const char* path, mode_t mode);
int __real_mkdirat(int folder, const char* name, mode_t mode);
ssize_t __real_pread(int fd, void* bytes, size_t size, off_t at);
ssize_t __real_write(int fd, const void* bytes, size_t size);
ssize_t __real_pwrite(int fd, const void* bytes, size_t size, off_t at);
int __real_posix_fallocate(int fd, off_t at, off_t size);
int __real_ftruncate(int fd, off_t size);
int __real_fdatasync(int fd);
int __real_fsync(int fd);
int __real_renameat(int folder, const char* name, int to_folder, const char* to_name);
int __real_unlinkat(int folder, const char* name, int flags);

int __wrap_openat(int folder, const char* name, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return static_cast<int>(
        watched({.kind = Kind::Open, .fd = folder, .name = name, .makes_file = (flags & O_CREAT) != 0},
                [&](std::size_t) { return __real_openat(folder, name, flags, mode); }));
}

int __wrap_mkdir(const char* path, mode_t mode) {
    return static_cast<int>(
        watched({.kind = Kind::MakeFolder, .name = path}, [&](std::size_t) { return __real_mkdir(path, mode); }));
}

int __wrap_mkdirat(int folder, const char* name, mode_t mode) {
    return static_cast<int>(watched({.kind = Kind::MakeFolder, .fd = folder, .name = name},
                                    [&](std::size_t) { return __real_mkdirat(folder, name, mode); }));
}

ssize_t __wrap_pread(int fd, void* bytes, size_t size, off_t at) {
    return watched({.kind = Kind::Read, .fd = fd, .at = at},
                   [&](std::size_t) { return __real_pread(fd, bytes, size, at); });
}

ssize_t __wrap_write(int fd, const void* bytes, size_t size) {
    return watched({.kind = Kind::Write,
                    .fd = fd,
                    .bytes = {static_cast<const char*>(bytes), size},
                    .at = ::lseek(fd, 0, SEEK_CUR)},
                   [&](std::size_t taken) { return __real_write(fd, bytes, taken); });
}

ssize_t __wrap_pwrite(int fd, const void* bytes, size_t size, off_t at) {
    return watched({.kind = Kind::Write, .fd = fd, .bytes = {static_cast<const char*>(bytes), size}, .at = at},
                   [&](std::size_t taken) { return __real_pwrite(fd, bytes, taken, at); });
}

ssize_t __wrap_pwritev(int fd, const iovec* parts, int count, off_t at) {
    const std::string bytes = joined(parts, count);
    return watched({.kind = Kind::Write, .fd = fd, .bytes = bytes, .at = at},
                   [&](std::size_t taken) { return __real_pwrite(fd, bytes.data(), taken, at); });
}

int __wrap_posix_fallocate(int fd, off_t at, off_t size) {
    // Returns its error.
    const ssize_t result = watched({.kind = Kind::Allocate, .fd = fd, .at = at + size}, [&](std::size_t) {
        errno = __real_posix_fallocate(fd, at, size);
        return errno == 0 ? 0 : -1;
    });
    return result == 0 ? 0 : errno;
}

int __wrap_ftruncate(int fd, off_t size) {
    return static_cast<int>(watched({.kind = Kind::Truncate, .fd = fd, .at = size},
                                    [&](std::size_t) { return __real_ftruncate(fd, size); }));
}

int __wrap_fdatasync(int fd) {
    return static_cast<int>(watched({.kind = Kind::Sync, .fd = fd}, [&](std::size_t) { return __real_fdatasync(fd); }));
}

int __wrap_fsync(int fd) {
    return static_cast<int>(watched({.kind = Kind::Sync, .fd = fd}, [&](std::size_t) { return __real_fsync(fd); }));
}

int __wrap_renameat(int folder, const char* name, int to_folder, const char* to_name) {
    return static_cast<int>(
        watched({.kind = Kind::Rename, .fd = folder, .name = name, .to_fd = to_folder, .to_name = to_name},
                [&](std::size_t) { return __real_renameat(folder, name, to_folder, to_name); }));
}

int __wrap_unlinkat(int folder, const char* name, int flags) {
    return static_cast<int>(
        watched({.kind = Kind::Unlink, .fd = folder, .name = name, .is_of_folder = (flags & AT_REMOVEDIR) != 0},
                [&](std::size_t) { return __real_unlinkat(folder, name, flags); }));
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier)
