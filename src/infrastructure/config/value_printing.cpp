#include "infrastructure/config/value_printing.hpp"

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace telemetryflow::config {
namespace {

using Unit = std::pair<std::uint64_t, std::string_view>;

template <std::size_t N>
std::string in_units(std::uint64_t value, const std::array<Unit, N>& units) {
    for (const auto& [factor, name] : units) {
        if (value >= factor && value % factor == 0) return std::to_string(value / factor).append(name);
    }
    return std::to_string(value).append(units.back().second);
}

}  // namespace

std::string print_bool(bool value) {
    return value ? "true" : "false";
}

std::string print_duration(std::chrono::milliseconds value) {
    constexpr std::array<Unit, 4> kUnits{{{3'600'000, "h"}, {60'000, "m"}, {1'000, "s"}, {1, "ms"}}};
    if (value.count() < 0) return std::to_string(value.count()) + "ms";
    return in_units(static_cast<std::uint64_t>(value.count()), kUnits);
}

std::string print_bytes(std::uint64_t value) {
    constexpr std::array<Unit, 4> kUnits{{{1U << 30U, "GiB"}, {1U << 20U, "MiB"}, {1U << 10U, "KiB"}, {1, ""}}};
    return in_units(value, kUnits);
}

std::string print_number(double value) {
    std::array<char, 32> text{};
    const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), result.ptr};
}

std::string print_numbers(const std::vector<double>& values) {
    std::string list;
    for (const double value : values)
        list += (list.empty() ? "" : ",") + print_number(value);
    return list;
}

}  // namespace telemetryflow::config
