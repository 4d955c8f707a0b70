#pragma once

// severity_number and severity_text of a log record, encoded beforehand: looking the text up, copying it and counting
// its bytes took 25 of a record's 500 instructions. Follows opentelemetry.proto.logs.v1.LogRecord. Free functions
// without state.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "telemetryflow/domain/severity_level.hpp"

#include "hot/short_bytes.hpp"
#include "hot/wire.hpp"

namespace telemetryflow::hot::severity_fields {

inline constexpr std::uint32_t kNumber = 2;
inline constexpr std::uint32_t kText = 3;

/// Bytes that put() may touch.
inline constexpr std::size_t kRoom = 16;

/// Both fields; the last byte is how many of them count.
using Encoded = std::array<char, kRoom>;

constexpr Encoded encode(std::uint8_t number) noexcept {
    Encoded fields{};
    std::size_t size = 0;
    const auto add = [&](auto byte) { fields[size++] = static_cast<char>(byte); };
    // A severity that nobody knows has neither.
    if (number == 0) return fields;
    add(wire::tag(kNumber, wire::kVarint));
    add(number);
    const std::string_view text = to_string(static_cast<SeverityLevel>(number));
    add(wire::tag(kText, wire::kBytes));
    add(text.size());
    for (const char c : text)
        add(c);
    fields.back() = static_cast<char>(size);
    return fields;
}

inline constexpr auto kEncoded = [] {
    constexpr std::size_t kLast = 24;  // FATAL4
    std::array<Encoded, kLast + 1> all{};
    for (std::size_t number = 0; number < all.size(); ++number)
        all[number] = encode(static_cast<std::uint8_t>(number));
    return all;
}();

/// Writes both fields and returns the position after them; any number may have been cast into a severity.
inline char* put(char* at, SeverityLevel severity) noexcept {
    const auto number = static_cast<std::uint8_t>(severity);
    if (number >= kEncoded.size()) [[unlikely]] {
        at = wire::put_varint_field(at, kNumber, number);
        return wire::put_bytes_field(at, kText, to_string(severity));
    }
    copy_two_words(at, kEncoded[number].data());
    return at + kEncoded[number].back();
}

}  // namespace telemetryflow::hot::severity_fields
