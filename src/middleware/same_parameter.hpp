#pragma once

// Names of a URL's parameters compared as servers read them. Allocates nothing; safe to use from any thread.

#include <cstddef>
#include <string_view>

namespace telemetryflow::middleware {

namespace detail {

[[nodiscard]] inline char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    const char small = lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/// Takes the first character off a name that is not empty, percent-decoded and in lower case.
[[nodiscard]] inline char take(std::string_view& name) noexcept {
    const bool encoded = name[0] == '%' && name.size() > 2 && hex_digit(name[1]) >= 0 && hex_digit(name[2]) >= 0;
    const char c = encoded ? static_cast<char>(hex_digit(name[1]) * 16 + hex_digit(name[2])) : name[0];
    name.remove_prefix(encoded ? 3 : 1);
    return lower(c);
}

}  // namespace detail

/// Whether two names are the same, percent-decoded and whatever the case of their ASCII letters.
[[nodiscard]] inline bool same_parameter(std::string_view a, std::string_view b) noexcept {
    while (!a.empty() && !b.empty()) {
        if (detail::take(a) != detail::take(b)) return false;
    }
    return a.empty() && b.empty();
}

}  // namespace telemetryflow::middleware
