#pragma once

// What stands before every batch in a segment file. It has a checksum of its own, so that a damaged batch costs that
// batch alone, and how many items it was is known. A value.

#include <cstdint>
#include <string_view>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow::durability {

struct FrameHeader {
    static constexpr std::uint32_t kMark = 0x31464654;            // "TFF1"
    static constexpr std::uint32_t kMaxElementBytes = 8U << 20U;  // more than any request has
    static constexpr std::uint16_t kMaxIdBytes = 256;

    std::uint32_t mark = kMark;
    std::uint32_t header_crc = 0;  // CRC32C of what follows in this header
    std::uint32_t body_crc = 0;    // CRC32C of the id and the elements
    std::uint32_t element_bytes = 0;
    std::uint64_t sequence = 0;  // of the spool, growing from frame to frame whatever the signal
    std::uint64_t items = 0;
    std::uint64_t created_unix_nano = 0;  // when it was spooled, by the wall clock
    std::uint16_t id_bytes = 0;
    std::uint8_t signal = 0;
    std::uint8_t reserved[5] = {};

    /// Fills in sizes and checksums of a batch.
    void seal(std::string_view id, std::string_view elements) noexcept;
    /// Whether this is what seal() left, of a batch of that signal.
    [[nodiscard]] bool is_sound(SignalType expected) const noexcept;
    /// The whole frame's.
    [[nodiscard]] constexpr std::uint64_t frame_bytes() const noexcept {
        constexpr std::uint64_t kAlignment = 8;
        return (sizeof(FrameHeader) + id_bytes + element_bytes + kAlignment - 1) / kAlignment * kAlignment;
    }

private:
    [[nodiscard]] std::uint32_t computed_crc() const noexcept;
};
static_assert(sizeof(FrameHeader) == 48);

}  // namespace telemetryflow::durability
