#include "support/filesystem_type.hpp"

#include <atomic>

#include <sys/vfs.h>

namespace telemetryflow::test {
namespace {

std::atomic<long> told{0};

}  // namespace

FilesystemType::FilesystemType(long type) {
    told = type;
}

FilesystemType::~FilesystemType() {
    told = 0;
}

}  // namespace telemetryflow::test

// As the linker's option --wrap names them.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" {

int __real_fstatfs(int fd, struct statfs* about);

int __wrap_fstatfs(int fd, struct statfs* about) {
    const int result = __real_fstatfs(fd, about);
    if (result == 0 && telemetryflow::test::told != 0) about->f_type = telemetryflow::test::told;
    return result;
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier)
