#pragma once

// The framing of one record in a chunk (docs/hot-path.md describes the format). A record is a finished span or log
// record, encoded as the element of its OTLP list, so that a request is made by putting payloads one after another.

#include <cstddef>
#include <cstdint>

namespace telemetryflow::hot {

struct RecordHeader {
    /// Bytes of the payload, which follows this header and is padded to a multiple of kRecordAlignment.
    std::uint32_t size;
    /// kRecordMark: what is read is the start of a record and not the inside of one.
    std::uint16_t mark;
    /// The instrumentation scope (Scope) that it belongs to.
    std::uint16_t scope;
    /// The chunk's sequence in the upper bits, the record's index in its chunk in the lower kRecordIndexBits.
    std::uint64_t sequence;
};

inline constexpr std::uint16_t kRecordMark = 0x5246;  // "FR"
inline constexpr std::size_t kRecordAlignment = 8;
inline constexpr unsigned kRecordIndexBits = 24;

[[nodiscard]] constexpr std::size_t framed_size(std::size_t payload) noexcept {
    return sizeof(RecordHeader) + ((payload + kRecordAlignment - 1) & ~(kRecordAlignment - 1));
}

[[nodiscard]] constexpr std::uint64_t record_sequence(std::uint64_t chunk_sequence, std::uint64_t index) noexcept {
    return chunk_sequence << kRecordIndexBits | index;
}

}  // namespace telemetryflow::hot
