#pragma once

// Protobuf's wire format, written forward into memory that the caller has made large enough. Free functions without
// state; each returns the position after what it wrote. Follows "Encoding" of the Protocol Buffers documentation.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "hot/short_bytes.hpp"

namespace telemetryflow::hot::wire {

static_assert(std::endian::native == std::endian::little, "fixed-width fields are stored as they lie in memory");

enum Type : std::uint8_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

inline constexpr std::size_t kMaxVarint = 10;
/// A field of eight bytes with a field number below 16.
inline constexpr std::size_t kFixed64Size = 9;

[[nodiscard]] constexpr std::uint32_t tag(std::uint32_t field, Type type) noexcept {
    return field << 3U | type;
}

[[nodiscard]] constexpr std::size_t varint_size(std::uint64_t value) noexcept {
    if (value < 0x80U) return 1;
    if (value < 0x4000U) return 2;
    return (static_cast<std::size_t>(std::bit_width(value | 1U)) + 6) / 7;
}

inline char* put_varint(char* at, std::uint64_t value) noexcept {
    while (value >= 0x80U) {
        *at++ = static_cast<char>(value | 0x80U);
        value >>= 7U;
    }
    *at++ = static_cast<char>(value);
    return at;
}

[[gnu::always_inline]] inline char* put_raw(char* at, const void* data, std::size_t size) noexcept {
    copy_bytes(at, static_cast<const char*>(data), size);
    return at + size;
}

inline char* put_fixed64_field(char* at, std::uint32_t field, std::uint64_t value) noexcept {
    at = put_varint(at, tag(field, kFixed64));
    return put_raw(at, &value, sizeof(value));
}

inline char* put_fixed32_field(char* at, std::uint32_t field, std::uint32_t value) noexcept {
    at = put_varint(at, tag(field, kFixed32));
    return put_raw(at, &value, sizeof(value));
}

inline char* put_double_field(char* at, std::uint32_t field, double value) noexcept {
    return put_fixed64_field(at, field, std::bit_cast<std::uint64_t>(value));
}

inline char* put_varint_field(char* at, std::uint32_t field, std::uint64_t value) noexcept {
    at = put_varint(at, tag(field, kVarint));
    return put_varint(at, value);
}

/// Writes the tag and length of a length-delimited field; its bytes follow.
inline char* put_bytes_header(char* at, std::uint32_t field, std::size_t size) noexcept {
    at = put_varint(at, tag(field, kBytes));
    return put_varint(at, size);
}

inline char* put_bytes_field(char* at, std::uint32_t field, std::string_view bytes) noexcept {
    at = put_bytes_header(at, field, bytes.size());
    return put_raw(at, bytes.data(), bytes.size());
}

/// Writes a trace or span id.
template <class Id>
inline char* put_id(char* at, std::uint32_t field, const Id& id) noexcept {
    constexpr std::size_t kSize = sizeof(id.bytes);
    const char* from = reinterpret_cast<const char*>(id.bytes.data());
    at = put_bytes_header(at, field, kSize);
    if constexpr (kSize == 16) {
        copy_two_words(at, from);
    } else {
        std::memcpy(at, from, kSize);
    }
    return at + kSize;
}

/// What a tag below 16 and a length of one byte take: where the contents begin of a field that close_bytes_field()
/// ends.
inline constexpr std::size_t kShortHeader = 2;

/// Completes the field that begins at `start` and whose contents were written behind `reserved` bytes, up to `end`.
/// The contents are moved when the header takes more or less than that.
inline char* close_bytes_field(char* start, std::uint32_t field, char* end,
                               std::size_t reserved = kShortHeader) noexcept {
    const auto size = static_cast<std::size_t>(end - start) - reserved;
    const std::size_t header = 1 + varint_size(size);
    if (header != reserved) [[unlikely]]
        std::memmove(start + header, start + reserved, size);
    put_bytes_header(start, field, size);
    return start + header + size;
}

/// The size of a length-delimited field with a field number below 16.
[[nodiscard]] constexpr std::size_t bytes_field_size(std::size_t size) noexcept {
    return 1 + varint_size(size) + size;
}

}  // namespace telemetryflow::hot::wire
