#include "domain/ip_address.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace telemetryflow {
namespace {

template <class Number>
std::optional<Number> whole_number(std::string_view text, int base) noexcept {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// The groups of one side of "::"; an IPv4 tail counts as two.
struct GroupList {
    Ipv6Groups groups{};
    std::size_t count = 0;

    bool add(std::uint16_t group) noexcept {
        if (count == groups.size()) return false;
        groups[count++] = group;
        return true;
    }

    bool add_ipv4(const Ipv4Bytes& bytes) noexcept {
        return add(static_cast<std::uint16_t>(bytes[0] << 8U | bytes[1])) &&
               add(static_cast<std::uint16_t>(bytes[2] << 8U | bytes[3]));
    }
};

std::optional<GroupList> parse_groups(std::string_view text, bool ipv4_allowed) noexcept {
    GroupList list;
    while (!text.empty()) {
        const auto colon = text.find(':');
        const auto part = text.substr(0, colon);
        if (colon == std::string_view::npos && ipv4_allowed && part.find('.') != std::string_view::npos) {
            const auto bytes = parse_ipv4(part);
            if (!bytes || !list.add_ipv4(*bytes)) return std::nullopt;
            return list;
        }
        const auto group = part.size() <= 4 ? whole_number<std::uint16_t>(part, 16) : std::nullopt;
        if (!group || !list.add(*group)) return std::nullopt;
        if (colon == std::string_view::npos) return list;
        text.remove_prefix(colon + 1);
        if (text.empty()) return std::nullopt;
    }
    return list;
}

}  // namespace

std::optional<Ipv4Bytes> parse_ipv4(std::string_view text) noexcept {
    Ipv4Bytes bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto dot = text.find('.');
        if ((i + 1 < bytes.size()) == (dot == std::string_view::npos)) return std::nullopt;
        const auto part = text.substr(0, dot);
        const auto number = part.size() <= 3 ? whole_number<std::uint8_t>(part, 10) : std::nullopt;
        if (!number || (part.size() > 1 && part.front() == '0')) return std::nullopt;
        bytes[i] = *number;
        text.remove_prefix(dot == std::string_view::npos ? text.size() : dot + 1);
    }
    return bytes;
}

std::optional<Ipv6Groups> parse_ipv6(std::string_view text) noexcept {
    const auto gap = text.find("::");
    if (gap == std::string_view::npos) {
        const auto all = parse_groups(text, true);
        if (!all || all->count != all->groups.size()) return std::nullopt;
        return all->groups;
    }
    const auto head = parse_groups(text.substr(0, gap), false);
    const auto tail = parse_groups(text.substr(gap + 2), true);
    if (!head || !tail || head->count + tail->count >= Ipv6Groups().size()) return std::nullopt;
    Ipv6Groups groups = head->groups;
    std::copy_n(tail->groups.begin(), tail->count, groups.end() - static_cast<std::ptrdiff_t>(tail->count));
    return groups;
}

bool is_loopback_address(std::string_view host) noexcept {
    if (const auto bytes = parse_ipv4(host)) return (*bytes)[0] == 127;
    const auto groups = parse_ipv6(host);
    if (!groups) return false;
    if (*groups == Ipv6Groups{0, 0, 0, 0, 0, 0, 0, 1}) return true;
    const bool mapped = std::all_of(groups->begin(), groups->begin() + 5, [](auto group) { return group == 0; }) &&
                        (*groups)[5] == 0xFFFF;
    return mapped && (*groups)[6] >> 8U == 127;
}

}  // namespace telemetryflow
