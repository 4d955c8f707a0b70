#pragma once

// The first bytes of a segment file: batches that wait on disk for the backend. After it come frames, each a
// FrameHeader, the id of a batch and the batch's elements (scopes with their spans, log records or metrics, encoded as
// in an OTLP request, without the resource), padded to eight bytes. All numbers are in the machine's byte order. A file
// holds frames of one signal in the order in which they were written; its name (SegmentName) says of which, and where
// it stands in the spool's order. A value.
//
// Whoever wants to know what is in a spool, the SDK and its tools alike, uses SegmentFolder and SegmentReader, which
// never change anything. Who settles, quarantines or deletes has to hold the folder's lock: ProcessDirectory::adopt().

#include <array>
#include <cstdint>

namespace telemetryflow::durability {

struct SegmentHeader {
    static constexpr std::array<char, 7> kMagic{'T', 'F', 'S', 'P', 'O', 'O', 'L'};
    static constexpr std::uint8_t kVersion = 1;

    std::array<char, 7> magic = kMagic;
    std::uint8_t version = kVersion;
    /// Everything before this place in the file is delivered or dropped: whoever reads it next leaves it out. Written
    /// in place when that is known. The same word inverted goes with it, so that nothing is left out because of a
    /// damaged one.
    std::uint32_t settled_to = 0;
    std::uint32_t settled_to_inverted = ~std::uint32_t{0};
};
static_assert(sizeof(SegmentHeader) == 16);

}  // namespace telemetryflow::durability
