#pragma once

// Reads the values of environment variables. Each function takes a trimmed, non-empty text and returns nothing when it
// is not of its form; none depends on the locale. Pure functions; safe to use from any thread.

#include <charconv>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace telemetryflow::config {

/// true, 1, yes, on, false, 0, no, off in any case.
[[nodiscard]] std::optional<bool> parse_bool(std::string_view text) noexcept;

/// A decimal number without a plus sign that fits `Number`.
template <std::integral Number>
[[nodiscard]] std::optional<Number> parse_integer(std::string_view text) noexcept {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// A finite decimal number, also with an exponent.
[[nodiscard]] std::optional<double> parse_double(std::string_view text) noexcept;
/// A comma-separated list of finite numbers.
[[nodiscard]] std::optional<std::vector<double>> parse_doubles(std::string_view text);

/// A number of zero or more with an optional unit ms, s, m or h; without one it counts in `bare_unit`. The result is
/// exact: whole milliseconds, at most a year.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text,
                                                                      std::chrono::milliseconds bare_unit) noexcept;

/// A number of bytes, or one with K, Ki, KiB, M, Mi, MiB, G, Gi or GiB in any case, all powers of 1024.
[[nodiscard]] std::optional<std::size_t> parse_bytes(std::string_view text) noexcept;

}  // namespace telemetryflow::config
