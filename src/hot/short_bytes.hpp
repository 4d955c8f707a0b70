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

template <class Word>
inline void store(char* at, Word word) noexcept {
    std::memcpy(at, &word, sizeof(word));
}

/// 16 bytes that are loaded and stored as one.
using Block [[gnu::vector_size(16)]] = std::uint64_t;

/// 16 bytes in two words: read as one, what was just written as two would hold the processor up for 5 ns.
inline void copy_two_words(char* to, const char* from) noexcept {
    const auto first = load<std::uint64_t>(from);
    const auto second = load<std::uint64_t>(from + 8);
    store(to, first);
    store(to + 8, second);
}

/// Copies `size` bytes, which do not overlap; either pointer may be null when there are none. Inlined, because most
/// sizes are known where it is called.
[[gnu::always_inline]] inline void copy_bytes(char* to, const char* from, std::size_t size) noexcept {
    const auto copy_ends = [=]<class Word>(Word) {
        const Word first = load<Word>(from);
        const Word last = load<Word>(from + size - sizeof(Word));
        store(to, first);
        store(to + size - sizeof(Word), last);
    };
    if (size > 32) {
        std::memcpy(to, from, size);
    } else if (size >= 16) {
        copy_two_words(to, from);
        copy_two_words(to + size - 16, from + size - 16);
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

inline constexpr std::uint64_t kHighBits = 0x8080808080808080U;

/// What passed by while bytes were copied.
struct SeenBytes {
    std::uint64_t all = 0;    // every byte is in one of this word's bytes, or-ed together
    std::uint64_t first = 0;  // both ends, in as many bytes as the length has room for
    std::uint64_t last = 0;
};

/// Copies `size` bytes, which do not overlap, and looks at them on the way. Inlined: the result would travel through
/// memory otherwise.
[[nodiscard]] [[gnu::always_inline]] inline SeenBytes copy_seen(char* to, const char* from, std::size_t size) noexcept {
    if (size >= 8) {
        const auto first = load<std::uint64_t>(from);
        const auto last = load<std::uint64_t>(from + size - 8);
        if (size <= 16) {
            store(to, first);
            store(to + size - 8, last);
            return {first | last, first, last};
        }
        const auto head = load<Block>(from);
        const auto tail = load<Block>(from + size - sizeof(Block));
        Block seen = head | tail;
        store(to, head);
        for (std::size_t at = sizeof(Block); at + sizeof(Block) < size; at += sizeof(Block)) {
            const auto block = load<Block>(from + at);
            seen |= block;
            store(to + at, block);
        }
        store(to + size - sizeof(Block), tail);
        return {seen[0] | seen[1], first, last};
    }
    if (size >= 4) {
        const auto first = load<std::uint32_t>(from);
        const auto last = load<std::uint32_t>(from + size - 4);
        store(to, first);
        store(to + size - 4, last);
        return {first | last, first, std::uint64_t{last} << 32U};
    }
    if (size == 0) return {};
    const char first = from[0];
    const char middle = from[size / 2];
    const char last = from[size - 1];
    to[0] = first;
    to[size / 2] = middle;
    to[size - 1] = last;
    const auto as_word = [](char c) { return std::uint64_t{static_cast<unsigned char>(c)}; };
    const std::uint64_t word = as_word(first) | as_word(middle) << 8U | as_word(last) << 16U;
    return {word, word, word};
}

/// Whether `size` bytes are equal; either pointer may be null when there are none.
[[nodiscard]] inline bool equal_bytes(const char* a, const char* b, std::size_t size) noexcept {
    const auto differ_at = [=](std::size_t at) { return load<std::uint64_t>(a + at) ^ load<std::uint64_t>(b + at); };
    if (size >= 8) {
        if (size > 32) return std::memcmp(a, b, size) == 0;
        std::uint64_t differ = differ_at(0) | differ_at(size - 8);
        if (size > 16) differ |= differ_at(8) | differ_at(size - 16);
        return differ == 0;
    }
    const auto equal_ends = [=]<class Word>(Word) {
        const std::size_t last = size - sizeof(Word);
        return ((load<Word>(a) ^ load<Word>(b)) | (load<Word>(a + last) ^ load<Word>(b + last))) == 0;
    };
    if (size >= 4) return equal_ends(std::uint32_t{});
    if (size >= 2) return equal_ends(std::uint16_t{});
    return size == 0 || *a == *b;
}

}  // namespace telemetryflow::hot
