#pragma once

// A fast keyed hash for attribute sets. The key is random per client, so that whoever chooses attribute values cannot
// choose collisions. Not for storage: values differ from run to run.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace telemetryflow::hot {

[[nodiscard]] inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

[[nodiscard]] inline std::uint64_t load64(const char* at) noexcept {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof(word));
    return word;
}

[[nodiscard]] inline std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed) noexcept {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    seed ^= bytes.size() * kOdd;
    for (; left > 16; left -= 16, at += 16)
        seed = mix(load64(at) ^ kOdd, load64(at + 8) ^ seed);
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    if (left >= 8) {
        first = load64(at);
        second = load64(at + left - 8);
    } else if (left >= 4) {
        std::uint32_t low;
        std::uint32_t high;
        std::memcpy(&low, at, 4);
        std::memcpy(&high, at + left - 4, 4);
        first = low;
        second = high;
    } else if (left > 0) {
        first = static_cast<unsigned char>(at[0]);
        second = static_cast<std::uint64_t>(static_cast<unsigned char>(at[left / 2])) << 8U |
                 static_cast<unsigned char>(at[left - 1]);
    }
    return mix(first ^ kOdd, second ^ seed);
}

}  // namespace telemetryflow::hot
