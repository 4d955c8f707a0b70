#pragma once

// Why a recording call could not keep what it was given. Counted per signal, from any thread.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "telemetryflow/domain/signal_type.hpp"

#include "hot/loss_slot.hpp"

namespace telemetryflow::hot {

enum class DropReason : std::uint8_t {
    QueueFull,
    RecordTooLarge,
    OutOfMemory,
    InvalidValue,
    AfterShutdown,
    TooManyOpenSpans,
};

inline constexpr std::size_t kDropReasonCount = 6;

[[nodiscard]] constexpr std::string_view to_string(DropReason reason) noexcept {
    switch (reason) {
        case DropReason::QueueFull: return "queue_full";
        case DropReason::RecordTooLarge: return "record_too_large";
        case DropReason::OutOfMemory: return "out_of_memory";
        case DropReason::InvalidValue: return "invalid_value";
        case DropReason::AfterShutdown: return "after_shutdown";
        case DropReason::TooManyOpenSpans: return "too_many_open_spans";
    }
    return "unknown";
}

/// Counts of everything that recording dropped.
class DropCounts {
public:
    void add(SignalType signal, DropReason reason, std::uint64_t by = 1) noexcept {
        const auto of_signal = static_cast<std::size_t>(signal);
        const auto of_reason = static_cast<std::size_t>(reason);
        // First what outlives the process.
        if (LossSlot* slots = mirror_.load(std::memory_order_relaxed)) {
            slots[of_signal * kDropReasonCount + of_reason].count.fetch_add(by, std::memory_order_relaxed);
        }
        counts_[of_signal][of_reason].fetch_add(by, std::memory_order_relaxed);
    }
    /// Counts in `slots` too, one for each signal and reason, until the next call; null: nowhere.
    void mirror_into(LossSlot* slots) noexcept { mirror_.store(slots, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t get(SignalType signal, DropReason reason) const noexcept {
        return counts_[static_cast<std::size_t>(signal)][static_cast<std::size_t>(reason)].load(
            std::memory_order_relaxed);
    }
    void reset() noexcept {
        for (auto& signal : counts_) {
            for (auto& count : signal)
                count.store(0, std::memory_order_relaxed);
        }
    }

private:
    std::array<std::array<std::atomic<std::uint64_t>, kDropReasonCount>, kSignalCount> counts_{};
    std::atomic<LossSlot*> mirror_{nullptr};
};

}  // namespace telemetryflow::hot
