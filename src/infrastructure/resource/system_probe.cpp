#include "infrastructure/resource/system_probe.hpp"

#include <array>
#include <fstream>

#include <sys/utsname.h>
#include <unistd.h>

namespace telemetryflow::resource {
namespace {

std::optional<std::string> file_content(const std::string& path) {
    constexpr std::streamsize kLargest = 256L << 10U;
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string content(static_cast<std::size_t>(kLargest), '\0');
    file.read(content.data(), kLargest);
    content.resize(static_cast<std::size_t>(file.gcount()));
    return content;
}

std::optional<std::string> link_target(const std::string& path) {
    std::array<char, 4096> target{};
    const auto length = ::readlink(path.c_str(), target.data(), target.size());
    if (length < 0) return std::nullopt;
    return std::string(target.data(), static_cast<std::size_t>(length));
}

std::string own_host_name() {
    std::array<char, 256> name{};
    // The last byte stays zero, so a name that was cut is still terminated.
    if (::gethostname(name.data(), name.size() - 1) != 0) return {};
    return name.data();
}

Kernel own_kernel() {
    utsname names{};
    if (::uname(&names) != 0) return {};
    return {.system = names.sysname, .release = names.release, .machine = names.machine};
}

}  // namespace

SystemProbe SystemProbe::of_this_process() {
    return {.read_file = file_content,
            .read_link = link_target,
            .host_name = own_host_name,
            .kernel = own_kernel,
            .process_id = [] { return static_cast<std::int64_t>(::getpid()); },
            .effective_user_id = [] { return static_cast<std::int64_t>(::geteuid()); }};
}

}  // namespace telemetryflow::resource
