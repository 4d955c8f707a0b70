#pragma once

// Lower-case hexadecimal digits, as ids travel in. Free functions; safe to use from any thread.

#include <array>
#include <cstddef>
#include <cstdint>

namespace telemetryflow {

/// Writes two digits for each byte; returns the position after them.
template <std::size_t N>
char* put_hex(char* at, const std::array<std::uint8_t, N>& bytes) noexcept {
    constexpr char kDigits[] = "0123456789abcdef";
    for (const std::uint8_t byte : bytes) {
        *at++ = kDigits[byte >> 4U];
        *at++ = kDigits[byte & 0x0FU];
    }
    return at;
}

}  // namespace telemetryflow
