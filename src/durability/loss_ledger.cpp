#include "durability/loss_ledger.hpp"

#include <algorithm>
#include <cstring>

#include "hot/drop_reason.hpp"

namespace telemetryflow::durability {

using hot::LossSlot;

namespace {

constexpr std::size_t kSlots = LossLedger::kBytes / sizeof(LossSlot);
// The last ones, one for each signal, are for reasons that find no slot.
constexpr std::size_t kOthers = kSlots - kSignalCount;

// No reasons: what became of the rest.
constexpr std::string_view kDelivered = "(delivered)";
constexpr std::string_view kRejected = "(rejected)";

std::string_view reason_of(const LossSlot& slot) noexcept {
    return {slot.reason.data(), ::strnlen(slot.reason.data(), slot.reason.size())};
}

void label(LossSlot& slot, SignalType signal, std::string_view reason) noexcept {
    slot.signal.store(static_cast<std::uint8_t>(signal), std::memory_order_relaxed);
    std::copy(reason.begin(), reason.end(), slot.reason.begin());
}

bool is_readable(std::string_view reason) noexcept {
    return !reason.empty() && std::all_of(reason.begin(), reason.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

LossLedger::LossLedger(char* memory) noexcept : slots_(reinterpret_cast<LossSlot*>(memory), kSlots) {
    for (const SignalType signal : kAllSignals) {
        const auto of_signal = static_cast<std::size_t>(signal);
        for (std::size_t i = 0; i < hot::kDropReasonCount; ++i) {
            label(slots_[of_signal * hot::kDropReasonCount + i], signal,
                  hot::to_string(static_cast<hot::DropReason>(i)));
        }
        label(slots_[kOthers + of_signal], signal, "other");
    }
}

void LossLedger::add(SignalType signal, std::string_view reason, std::uint64_t items) noexcept {
    if (items == 0) return;
    reason = reason.substr(0, LossSlot::kReasonBytes);
    LossSlot* found = &slots_[kOthers + static_cast<std::size_t>(signal)];
    for (LossSlot& slot : slots_.subspan(0, kOthers)) {
        const std::string_view known = reason_of(slot);
        if (known.empty()) label(slot, signal, reason);
        if (!known.empty() &&
            (slot.signal.load(std::memory_order_relaxed) != static_cast<std::uint8_t>(signal) || known != reason)) {
            continue;
        }
        found = &slot;
        break;
    }
    // Last: a slot counts from its first item on.
    found->count.fetch_add(items, std::memory_order_release);
}

void LossLedger::add_delivered(SignalType signal, std::uint64_t items, std::uint64_t rejected) noexcept {
    add(signal, kDelivered, items);
    add(signal, kRejected, rejected);
}

LossCounts LossLedger::read(const char* memory) {
    LossCounts counts;
    for (const LossSlot& slot : std::span(reinterpret_cast<const LossSlot*>(memory), kSlots)) {
        const std::uint64_t count = slot.count.load(std::memory_order_acquire);
        const std::uint8_t signal = slot.signal.load(std::memory_order_relaxed);
        const std::string_view reason = reason_of(slot);
        if (count == 0 || signal >= kSignalCount || !is_readable(reason)) continue;
        LossCounts::OfSignal& of_signal = counts.signals[signal];
        if (reason == kDelivered) {
            of_signal.delivered += count;
        } else if (reason == kRejected) {
            of_signal.rejected += count;
        } else {
            of_signal.lost[std::string(reason)] += count;
        }
    }
    return counts;
}

void LossLedger::clear(char* memory) noexcept {
    for (LossSlot& slot : std::span(reinterpret_cast<LossSlot*>(memory), kSlots))
        slot.count.store(0, std::memory_order_relaxed);
}

}  // namespace telemetryflow::durability
