#pragma once

// A fast keyed hash for attribute sets. The key is random per client, so that whoever chooses attribute values cannot
// choose collisions. Not for storage: values differ from run to run.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hot/short_bytes.hpp"

namespace telemetryflow::hot {

[[nodiscard]] inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

inline constexpr std::uint64_t kHashOdd = 0x9E3779B97F4A7C15U;
inline constexpr std::uint64_t kHashOther = 0xD1B54A32D192ED03U;

[[nodiscard]] inline std::uint64_t hash_word(std::uint64_t word, std::uint64_t seed) noexcept {
    return mix(word ^ seed, kHashOdd);
}

/// For texts of any length; hash_text() is the same for short ones.
[[nodiscard]] inline std::uint64_t hash_long_text(std::string_view text, std::uint64_t seed) noexcept {
    const char* at = text.data();
    std::size_t left = text.size();
    seed ^= left;
    for (; left > 16; left -= 16, at += 16)
        seed = mix(load<std::uint64_t>(at) ^ kHashOdd, load<std::uint64_t>(at + 8) ^ seed);
    // The last words overlap what was there before, which changes nothing.
    at += left;
    return mix(load<std::uint64_t>(at - 16) ^ kHashOther, load<std::uint64_t>(at - 8) ^ seed);
}

/// A text of less than 8 bytes as one word; with its length it is all of it.
[[nodiscard]] inline std::uint64_t tiny_text(const char* at, std::size_t size) noexcept {
    if (size >= 4) return load<std::uint32_t>(at) | std::uint64_t{load<std::uint32_t>(at + size - 4)} << 32U;
    if (size == 0) return 0;
    const auto byte = [at](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
    return byte(0) | byte(size / 2) << 8U | byte(size - 1) << 16U;
}

[[nodiscard]] [[gnu::always_inline]] inline std::uint64_t hash_text(std::string_view text,
                                                                    std::uint64_t seed) noexcept {
    const char* at = text.data();
    const std::size_t size = text.size();
    if (size >= 8) {
        if (size > 32) [[unlikely]]
            return hash_long_text(text, seed);
        std::uint64_t h = mix(load<std::uint64_t>(at) ^ seed, load<std::uint64_t>(at + size - 8) ^ (kHashOdd + size));
        if (size > 16) h ^= mix(load<std::uint64_t>(at + 8) ^ kHashOther, load<std::uint64_t>(at + size - 16) ^ seed);
        return h;
    }
    return hash_word(tiny_text(at, size), seed + size);
}

/// For keys, which programs choose and outsiders do not: their ends and length tell nearly all of them apart.
[[nodiscard]] [[gnu::always_inline]] inline std::uint64_t hash_key(std::string_view key, std::uint64_t seed) noexcept {
    const char* at = key.data();
    const std::size_t size = key.size();
    if (size >= 8) [[likely]]
        return mix(load<std::uint64_t>(at) ^ seed, load<std::uint64_t>(at + size - 8) ^ (kHashOdd + size));
    return hash_word(tiny_text(at, size), seed + size);
}

}  // namespace telemetryflow::hot
