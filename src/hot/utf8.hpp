#pragma once

// UTF-8 as protobuf demands it: a string field that is not valid makes a receiver refuse the whole request, so nothing
// is written that was not checked. Free functions without state (RFC 3629; replacement as in Unicode 15, 3.9, U+FFFD
// once for each maximal ill-formed part).

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace telemetryflow::hot::utf8 {

/// Whether every byte is below 0x80; most telemetry is, and then nothing else has to be looked at.
[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept {
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    const char* at = text.data();
    std::size_t left = text.size();
    std::uint64_t seen = 0;
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        seen |= word;
    }
    for (; left > 0; --left, ++at)
        seen |= static_cast<unsigned char>(*at);
    return (seen & kHighBits) == 0;
}

/// Returns the length of the well-formed character at the start of `text`, or 0 when there is none.
[[nodiscard]] std::size_t character_length(std::string_view text) noexcept;

[[nodiscard]] bool is_valid(std::string_view text) noexcept;

/// Returns the longest prefix of at most `limit` bytes that does not end within a character.
[[nodiscard]] std::string_view prefix(std::string_view text, std::size_t limit) noexcept;

/// Returns how many bytes repair() writes for `text`.
[[nodiscard]] std::size_t repaired_size(std::string_view text) noexcept;

/// Writes `text` to `at` with every ill-formed part replaced by U+FFFD; returns the position after it.
char* repair(char* at, std::string_view text) noexcept;

}  // namespace telemetryflow::hot::utf8
