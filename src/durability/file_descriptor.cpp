#include "durability/file_descriptor.hpp"

#include <unistd.h>

namespace telemetryflow::durability {

void FileDescriptor::close() noexcept {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

}  // namespace telemetryflow::durability
