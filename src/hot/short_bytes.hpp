#pragma once

// Copying and comparing a few bytes without a call: keys and values of telemetry are mostly shorter than what a call of
// the C library costs. Two overlapping words cover every length of a class, so nothing outside the bytes is touched.
// Free functions without state.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace telemetryflow::hot {

template <class Word>
[[nodiscard]] inline Word load(const char* at) noexcept {
    Word word;
    std::memcpy(&word, at, sizeof(word));
    return word;
}

/// Copies `size` bytes, which do not overlap; either pointer may be null when there are none.
inline void copy_bytes(char* to, const char* from, std::size_t size) noexcept {
    const auto copy_ends = [=]<class Word>(Word) {
        const Word first = load<Word>(from);
        const Word last = load<Word>(from + size - sizeof(Word));
        std::memcpy(to, &first, sizeof(Word));
        std::memcpy(to + size - sizeof(Word), &last, sizeof(Word));
    };
    if (size > 32) {
        std::memcpy(to, from, size);
    } else if (size >= 16) {
        copy_ends(std::array<std::uint64_t, 2>{});
    } else if (size >= 8) {
        copy_ends(std::uint64_t{});
    } else if (size >= 4) {
        copy_ends(std::uint32_t{});
    } else if (size >= 2) {
        copy_ends(std::uint16_t{});
    } else if (size == 1) {
        *to = *from;
    }
}

/// Whether `size` bytes are equal; either pointer may be null when there are none.
[[nodiscard]] inline bool equal_bytes(const char* a, const char* b, std::size_t size) noexcept {
    const auto equal_ends = [=]<class Word>(Word) {
        const std::size_t last = size - sizeof(Word);
        return ((load<Word>(a) ^ load<Word>(b)) | (load<Word>(a + last) ^ load<Word>(b + last))) == 0;
    };
    if (size > 16) return std::memcmp(a, b, size) == 0;
    if (size >= 8) return equal_ends(std::uint64_t{});
    if (size >= 4) return equal_ends(std::uint32_t{});
    if (size >= 2) return equal_ends(std::uint16_t{});
    return size == 0 || *a == *b;
}

}  // namespace telemetryflow::hot
