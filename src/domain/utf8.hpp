#pragma once

// UTF-8 as protobuf demands it: a string field that is not valid makes a receiver refuse the whole request, so nothing
// is written that was not checked. Free functions without state (RFC 3629; replacement as in Unicode 15, 3.9, U+FFFD
// once for each maximal ill-formed part).

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace telemetryflow::utf8 {

/// The bytes at `from` as one word.
template <class Word>
[[nodiscard]] inline Word load(const char* from) noexcept {
    Word word;
    std::memcpy(&word, from, sizeof(word));
    return word;
}

/// Whether every byte is below 0x80; most telemetry is, and then nothing else has to be looked at.
[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept {
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    const char* at = text.data();
    const std::size_t size = text.size();
    std::uint64_t seen = 0;
    if (size >= 8) {
        // The last word may overlap the one before it, which changes nothing.
        for (const char* last = at + size - 8; at < last; at += 8)
            seen |= load<std::uint64_t>(at);
        seen |= load<std::uint64_t>(text.data() + size - 8);
    } else if (size >= 4) {
        seen = load<std::uint32_t>(at) | load<std::uint32_t>(at + size - 4);
    } else if (size > 0) {
        seen = static_cast<unsigned char>(at[0]) | static_cast<unsigned char>(at[size / 2]) |
               static_cast<unsigned char>(at[size - 1]);
    }
    return (seen & kHighBits) == 0;
}

/// Returns the length of the well-formed character at the start of `text`, or 0 when there is none.
[[nodiscard]] std::size_t character_length(std::string_view text) noexcept;

[[nodiscard]] bool is_valid_beyond_ascii(std::string_view text) noexcept;

[[nodiscard]] inline bool is_valid(std::string_view text) noexcept {
    return is_ascii(text) || is_valid_beyond_ascii(text);
}

/// Returns the longest prefix of at most `limit` bytes that does not end within a character.
[[nodiscard]] std::string_view prefix(std::string_view text, std::size_t limit) noexcept;

/// Returns how many bytes repair() writes for `text`.
[[nodiscard]] std::size_t repaired_size(std::string_view text) noexcept;

/// Writes `text` to `at` with every ill-formed part replaced by U+FFFD; returns the position after it.
char* repair(char* at, std::string_view text) noexcept;

}  // namespace telemetryflow::utf8
