#include "hot/open_span_table.hpp"

#include <bit>

#include "hot/span_encoder.hpp"

namespace telemetryflow::hot {

void OpenSpanTable::note(SpanState& state) noexcept {
    state.table_slot = 0;
    const std::size_t bytes = state.head.size() <= sizeof(Slot::head) ? state.head.size() : state.attributes_at;
    if (bytes > sizeof(Slot::head)) return;
    // Span ids are random: threads seldom look for a slot in the same word.
    state.table_slot = claim(state.context.span_id.bytes[0] % free_.size());
    if (state.table_slot == 0) return;
    Slot& slot = slots_[state.table_slot - 1];
    slot.head_bytes = static_cast<std::uint16_t>(bytes);
    slot.attributes_at = static_cast<std::uint16_t>(state.attributes_at);
    slot.flags = span_flags(state);
    slot.scope = state.scope;
    copy_bytes(slot.head.data(), state.head.data(), bytes);
    slot.state.store(Slot::kOpen, std::memory_order_release);
}

void OpenSpanTable::forget(SpanState& state) noexcept {
    if (state.table_slot == 0) return;
    const std::uint32_t index = state.table_slot - 1;
    state.table_slot = 0;
    slots_[index].state.store(0, std::memory_order_relaxed);
    free_[index / kWordBits].fetch_or(std::uint64_t{1} << index % kWordBits, std::memory_order_release);
}

void OpenSpanTable::reset() noexcept {
    for (Slot& slot : slots_)
        slot.state.store(0, std::memory_order_relaxed);
    for (std::atomic<std::uint64_t>& word : free_)
        word.store(~std::uint64_t{0}, std::memory_order_relaxed);
}

std::uint32_t OpenSpanTable::claim(std::size_t first_word) noexcept {
    for (std::size_t i = 0; i < free_.size(); ++i) {
        const std::size_t word = (first_word + i) % free_.size();
        std::uint64_t bits = free_[word].load(std::memory_order_relaxed);
        while (bits != 0) {
            const auto bit = static_cast<std::uint32_t>(std::countr_zero(bits));
            const std::uint64_t mask = std::uint64_t{1} << bit;
            const std::uint64_t before = free_[word].fetch_and(~mask, std::memory_order_acquire);
            if ((before & mask) != 0) return static_cast<std::uint32_t>(word) * kWordBits + bit + 1;
            bits = before & ~mask;
        }
    }
    return 0;
}

}  // namespace telemetryflow::hot
