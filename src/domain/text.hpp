#pragma once

// Small pure text helpers of the domain. ASCII only and independent of the locale. Safe to use from any thread.

#include <span>
#include <string>
#include <string_view>

namespace telemetryflow::text {

[[nodiscard]] constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr bool is_alphanumeric(char c) noexcept {
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z');
}

/// Returns whether `c` is printable ASCII other than the space.
[[nodiscard]] constexpr bool is_visible(char c) noexcept {
    return c > ' ' && c < '\x7f';
}

[[nodiscard]] std::string to_lower(std::string_view value);
[[nodiscard]] bool iequals(std::string_view a, std::string_view b) noexcept;
/// Returns `value` without spaces and tabs at both ends.
[[nodiscard]] std::string_view trim(std::string_view value) noexcept;
/// Returns whether `value` is a token, and so can name a header (RFC 9110, section 5.6.2).
[[nodiscard]] bool is_token(std::string_view value) noexcept;
/// Returns whether `value` is empty or consists of white space.
[[nodiscard]] bool is_blank(std::string_view value) noexcept;

/// Returns `value` fit for a message: in quotes, escaped to printable ASCII, cut at 80 bytes. Text that holds the
/// prefix of a key secret, as when arguments were swapped, becomes [REDACTED].
[[nodiscard]] std::string printable(std::string_view value);

/// Returns `text` with every occurrence of a secret replaced by "[REDACTED]". Servers may echo a key.
[[nodiscard]] std::string redacted(std::string text, std::span<const std::string> secrets);

}  // namespace telemetryflow::text
