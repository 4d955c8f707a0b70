#pragma once

// The spans that are open, as they were started, in memory that outlives the process: what the next one can tell of
// spans that a kill left without an end. Any thread may note and forget; nothing waits and nothing is allocated. What
// has no room, because too many are open or a span is too large, is not noted.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include "hot/span_state.hpp"

namespace telemetryflow::hot {

class OpenSpanTable {
public:
    static constexpr std::size_t kSlots = 2048;

    struct alignas(64) Slot {
        static constexpr std::uint32_t kOpen = 0x5446534F;  // "TFSO"

        /// kOpen once everything below is written: what a kill leaves half-written is not open.
        std::atomic<std::uint32_t> state;
        std::uint16_t head_bytes;     // of the encoded span's fields 1 to 9
        std::uint16_t attributes_at;  // where in them the attributes begin, right behind the place of the end time
        std::uint32_t flags;          // OTLP's SpanFlags
        std::uint16_t scope;          // Scope's id
        std::uint16_t reserved;
        std::array<char, 496> head;
    };
    static_assert(sizeof(Slot) == 512);
    static constexpr std::size_t kBytes = kSlots * sizeof(Slot);

    /// In `memory`, kBytes of it, all zeros.
    explicit OpenSpanTable(char* memory) noexcept : slots_(reinterpret_cast<Slot*>(memory), kSlots) { reset(); }

    /// Notes a span that begins; its attributes are left out where they do not fit.
    void note(SpanState& state) noexcept;
    /// The span has ended, or is given up.
    void forget(SpanState& state) noexcept;
    /// No span is open: at the end of recording, and in a forked child, whose memory is its own by then.
    void reset() noexcept;

private:
    static constexpr std::uint32_t kWordBits = 64;

    // The number of a slot that nobody has, from 1 on; 0 when there is none.
    [[nodiscard]] std::uint32_t claim(std::size_t first_word) noexcept;

    std::span<Slot> slots_;
    std::array<std::atomic<std::uint64_t>, kSlots / kWordBits> free_;  // bit set: free
};

}  // namespace telemetryflow::hot
