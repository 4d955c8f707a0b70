#include "durability/boot_id.hpp"

#include <array>

#include <fcntl.h>
#include <unistd.h>

#include "durability/file_descriptor.hpp"

namespace telemetryflow::durability {

std::string boot_id() {
    constexpr std::size_t kSize = 36;  // a UUID's text
    const FileDescriptor file(::open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC));
    std::array<char, kSize> text{};
    if (!file.is_open() || ::read(file.get(), text.data(), kSize) != static_cast<ssize_t>(kSize)) return {};
    return {text.data(), kSize};
}

}  // namespace telemetryflow::durability
