#pragma once

// What each record of a writer that is killed bears besides: a sum over all that it says, so that whoever receives it
// sees that nothing of it was lost or changed. A free function.

#include <cstdint>
#include <string_view>

namespace telemetryflow::tests {

inline constexpr const char* kCheck = "check";

/// FNV-1a, 64 bits.
[[nodiscard]] constexpr std::int64_t record_check(std::string_view name, std::string_view padding) noexcept {
    std::uint64_t sum = 0xCBF29CE484222325U;
    for (const std::string_view text : {name, padding}) {
        for (const char c : text)
            sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return static_cast<std::int64_t>(sum);
}

}  // namespace telemetryflow::tests
