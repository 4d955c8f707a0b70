#include "infrastructure/resource/container_id.hpp"

#include <algorithm>
#include <cstddef>

namespace telemetryflow::resource {
namespace {

/// Cuts `text` at `separator`, takes the part before it away and returns it.
std::string_view next_part(std::string_view& text, char separator) {
    const auto end = std::min(text.find(separator), text.size());
    const auto part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

bool is_hex(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_container_id(std::string_view text) noexcept {
    constexpr std::size_t kLength = 64;
    return text.size() == kLength && is_hex(text);
}

// A task's id and the container's number in it.
bool is_fargate_id(std::string_view text) noexcept {
    constexpr std::size_t kTask = 32;
    constexpr std::size_t kLongestNumber = 10;
    if (text.size() < kTask + 2 || text.size() > kTask + 1 + kLongestNumber || text[kTask] != '-') return false;
    const auto number = text.substr(kTask + 1);
    return is_hex(text.substr(0, kTask)) &&
           std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<std::string> container_id_from_cgroup(std::string_view cgroup) {
    while (!cgroup.empty()) {
        const auto line = next_part(cgroup, '\n');
        // npos + 1 is 0: what has no separator is taken whole.
        auto name = line.substr(line.rfind('/') + 1);
        if (constexpr std::string_view kSuffix = ".scope"; name.ends_with(kSuffix)) name.remove_suffix(kSuffix.size());
        if (is_fargate_id(name)) return std::string(name);
        name = name.substr(name.find_last_of("-:") + 1);
        if (is_container_id(name)) return std::string(name);
    }
    return std::nullopt;
}

std::optional<std::string> container_id_from_mountinfo(std::string_view mountinfo) {
    std::optional<std::string> id;
    while (!mountinfo.empty()) {
        auto line = next_part(mountinfo, '\n');
        // Mount id, parent id and device come before the source path and the mount point (proc(5)).
        for (int skipped = 0; skipped < 3; ++skipped)
            next_part(line, ' ');
        auto source = next_part(line, ' ');
        if (next_part(line, ' ') != "/etc/hostname") continue;
        std::string_view folder;
        while (!source.empty()) {
            const auto part = next_part(source, '/');
            // A later mount hides an earlier one.
            if (is_container_id(part) && folder != "sandboxes") id = part;
            folder = part;
        }
    }
    return id;
}

}  // namespace telemetryflow::resource
