#include "infrastructure/config/value_parsing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "domain/member_list.hpp"
#include "domain/text.hpp"

namespace telemetryflow::config {
namespace {

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};

template <std::size_t N>
std::optional<std::uint64_t> factor_of(const std::array<Unit, N>& units, std::string_view name) noexcept {
    for (const auto& unit : units) {
        if (text::iequals(unit.name, name)) return unit.factor;
    }
    return std::nullopt;
}

std::string_view number_part(std::string_view text) noexcept {
    return text.substr(0, std::min(text.find_first_not_of("0123456789."), text.size()));
}

}  // namespace

std::optional<bool> parse_bool(std::string_view text) noexcept {
    for (const std::string_view yes : {"true", "1", "yes", "on"}) {
        if (text::iequals(yes, text)) return true;
    }
    for (const std::string_view no : {"false", "0", "no", "off"}) {
        if (text::iequals(no, text)) return false;
    }
    return std::nullopt;
}

std::optional<double> parse_double(std::string_view text) noexcept {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<std::vector<double>> parse_doubles(std::string_view text) {
    std::vector<double> numbers;
    const bool complete = text::for_each_member(text, [&](std::string_view member) {
        const auto number = parse_double(member);
        if (number) numbers.push_back(*number);
        return number.has_value();
    });
    return complete && !numbers.empty() ? std::optional(std::move(numbers)) : std::nullopt;
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text,
                                                        std::chrono::milliseconds bare_unit) noexcept {
    constexpr std::array<Unit, 4> kUnits{{{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}}};
    constexpr double kLongest = 365.0 * 24 * 3'600'000;
    const auto digits = number_part(text);
    const auto unit = text::trim(text.substr(digits.size()));
    const auto factor =
        unit.empty() ? std::optional(static_cast<std::uint64_t>(bare_unit.count())) : factor_of(kUnits, unit);
    const auto number = parse_double(digits);
    if (!factor || !number) return std::nullopt;
    const double exact = *number * static_cast<double>(*factor);
    const double whole = std::round(exact);
    // A fraction that is not exact in binary, such as 0.3 s, is off by less than this.
    constexpr double kRounding = 1e-6;
    if (whole > kLongest || std::abs(whole - exact) > kRounding * std::max(1.0, whole)) return std::nullopt;
    return std::chrono::milliseconds(static_cast<std::int64_t>(whole));
}

std::optional<std::size_t> parse_bytes(std::string_view text) noexcept {
    constexpr std::uint64_t kKi = 1U << 10U;
    constexpr std::uint64_t kMi = kKi << 10U;
    constexpr std::uint64_t kGi = kMi << 10U;
    constexpr std::array<Unit, 11> kUnits{{{"", 1},
                                           {"B", 1},
                                           {"K", kKi},
                                           {"Ki", kKi},
                                           {"KiB", kKi},
                                           {"M", kMi},
                                           {"Mi", kMi},
                                           {"MiB", kMi},
                                           {"G", kGi},
                                           {"Gi", kGi},
                                           {"GiB", kGi}}};
    const auto digits = number_part(text);
    const auto factor = factor_of(kUnits, text::trim(text.substr(digits.size())));
    const auto number = parse_integer<std::uint64_t>(digits);
    if (!factor || !number || *number > std::numeric_limits<std::size_t>::max() / *factor) return std::nullopt;
    return static_cast<std::size_t>(*number * *factor);
}

}  // namespace telemetryflow::config
