#include "infrastructure/resource/detected_attributes.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/text.hpp"
#include "infrastructure/resource/container_id.hpp"

namespace telemetryflow::resource {
namespace {

void add(ResourceAttributes& attributes, const char* key, std::string value) {
    if (!value.empty()) attributes.insert_or_assign(key, std::move(value));
}

/// The semantic conventions' name of an architecture as the kernel calls it.
std::string architecture(const std::string& machine) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kNames{{{"x86_64", "amd64"},
                                                                                   {"aarch64", "arm64"},
                                                                                   {"armv6l", "arm32"},
                                                                                   {"armv7l", "arm32"},
                                                                                   {"i386", "x86"},
                                                                                   {"i686", "x86"},
                                                                                   {"ppc64le", "ppc64"},
                                                                                   {"s390x", "s390x"}}};
    for (const auto& [kernel_name, name] : kNames) {
        if (kernel_name == machine) return std::string(name);
    }
    return machine;
}

/// The value of `key` in an os-release file, without quotes; empty when it has none.
std::string os_release_value(std::string_view content, std::string_view key) {
    while (!content.empty()) {
        const auto end = std::min(content.find('\n'), content.size());
        const auto line = content.substr(0, end);
        content.remove_prefix(std::min(end + 1, content.size()));
        if (!line.starts_with(key) || line.substr(key.size(), 1) != "=") continue;
        auto value = line.substr(key.size() + 1);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        return std::string(value);
    }
    return {};
}

/// The account's name from /etc/passwd alone: asking the name service could load modules and wait for a network.
std::string account_name(const SystemProbe& probe) {
    const auto accounts = probe.read_file("/etc/passwd");
    const auto wanted = ":" + std::to_string(probe.effective_user_id()) + ":";
    std::string_view rest = accounts ? std::string_view(*accounts) : std::string_view();
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const auto name_end = line.find(':');
        const auto password_end = name_end == std::string_view::npos ? name_end : line.find(':', name_end + 1);
        if (password_end == std::string_view::npos) continue;
        if (line.substr(password_end).starts_with(wanted)) return std::string(line.substr(0, name_end));
    }
    return {};
}

}  // namespace

void detect_host(const SystemProbe& probe, ResourceAttributes& attributes) {
    add(attributes, "host.name", probe.host_name());
    add(attributes, "host.arch", architecture(probe.kernel().machine));
}

void detect_os(const SystemProbe& probe, ResourceAttributes& attributes) {
    const auto kernel = probe.kernel();
    add(attributes, "os.type", text::to_lower(kernel.system));
    const auto release = probe.read_file("/etc/os-release");
    auto description = release ? os_release_value(*release, "PRETTY_NAME") : std::string();
    if (!kernel.system.empty()) description += (description.empty() ? "" : ", ") + kernel.system + " " + kernel.release;
    add(attributes, "os.description", std::move(description));
}

// process.command_args and process.command_line are left out: arguments often hold passwords and tokens.
void detect_process(const SystemProbe& probe, ResourceAttributes& attributes) {
    attributes.insert_or_assign("process.pid", probe.process_id());
    if (auto path = probe.read_link("/proc/self/exe")) {
        // The kernel marks a program whose file was replaced, as after an upgrade.
        constexpr std::string_view kDeleted = " (deleted)";
        if (path->ends_with(kDeleted)) path->resize(path->size() - kDeleted.size());
        add(attributes, "process.executable.name", path->substr(path->rfind('/') + 1));
        add(attributes, "process.executable.path", std::move(*path));
    }
    add(attributes, "process.owner", account_name(probe));
#if defined(_LIBCPP_VERSION)
    add(attributes, "process.runtime.name", "libc++");
    add(attributes, "process.runtime.version", std::to_string(_LIBCPP_VERSION));
#elif defined(_GLIBCXX_RELEASE)
    add(attributes, "process.runtime.name", "libstdc++");
    add(attributes, "process.runtime.version", std::to_string(_GLIBCXX_RELEASE));
#endif
#if defined(__clang__)
    add(attributes, "process.runtime.description", "compiled by " __VERSION__);
#elif defined(__GNUC__)
    add(attributes, "process.runtime.description", "compiled by GCC " __VERSION__);
#endif
}

void detect_container(const SystemProbe& probe, ResourceAttributes& attributes) {
    std::optional<std::string> id;
    if (const auto cgroup = probe.read_file("/proc/self/cgroup")) id = container_id_from_cgroup(*cgroup);
    if (!id) {
        if (const auto mounts = probe.read_file("/proc/self/mountinfo")) id = container_id_from_mountinfo(*mounts);
    }
    if (id) add(attributes, "container.id", std::move(*id));
}

}  // namespace telemetryflow::resource
