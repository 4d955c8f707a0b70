#pragma once

// The counts of what was lost, and of what was delivered, behind a region in a file: a store each, so that they outlive
// the process as records do. The first slots are recording's and counted in by its threads; the others are taken as
// reasons come up, by the one thread that calls add().

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "telemetryflow/domain/signal_type.hpp"

#include "durability/loss_counts.hpp"
#include "hot/loss_slot.hpp"

namespace telemetryflow::durability {

class LossLedger {
public:
    /// Bytes behind the region, fewer than a chunk has: readers of chunks do not see them.
    static constexpr std::size_t kBytes = 8U << 10U;

    /// Makes a ledger in `memory`, kBytes of zeros.
    explicit LossLedger(char* memory) noexcept;

    /// By signal, and in it by hot::DropReason.
    [[nodiscard]] hot::LossSlot* recording_slots() const noexcept { return slots_.data(); }
    /// A reason beyond those that there is room for is counted as "other".
    void add(SignalType signal, std::string_view reason, std::uint64_t items) noexcept;
    void add_delivered(SignalType signal, std::uint64_t items, std::uint64_t rejected) noexcept;

    /// What the ledger in `memory` says, which anybody may have written.
    [[nodiscard]] static LossCounts read(const char* memory);
    /// Makes it say nothing.
    static void clear(char* memory) noexcept;

private:
    std::span<hot::LossSlot> slots_;
};

}  // namespace telemetryflow::durability
