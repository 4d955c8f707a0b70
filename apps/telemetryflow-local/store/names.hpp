// The names that the API gives to OTLP's enumerations.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::local {

inline constexpr std::array<std::string_view, 6> kSpanKinds{"unspecified", "internal", "server",
                                                            "client",      "producer", "consumer"};
inline constexpr std::array<std::string_view, 3> kStatusCodes{"unset", "ok", "error"};
inline constexpr std::array<std::string_view, 6> kSeverities{"trace", "debug", "info", "warn", "error", "fatal"};

// The name of a value, or its digits when it has none.
template <std::size_t Size>
std::string name_of(const std::array<std::string_view, Size>& names, std::int64_t value) {
    if (value >= 0 && value < static_cast<std::int64_t>(Size)) {
        return std::string(names[static_cast<std::size_t>(value)]);
    }
    return std::to_string(value);
}

// The value of a name in any case.
template <std::size_t Size>
std::optional<int> value_of_name(const std::array<std::string_view, Size>& names, std::string_view name) {
    std::string lower;
    for (const char c : name)
        lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (std::size_t i = 0; i < Size; ++i) {
        if (names[i] == lower) return static_cast<int>(i);
    }
    return std::nullopt;
}

}  // namespace telemetryflow::local
