#pragma once

// A count of lost items in memory that may outlive the process, with what it counts, so that the next process can read
// it. Counted by any thread.

#include <array>
#include <atomic>
#include <cstdint>

namespace telemetryflow::hot {

struct alignas(64) LossSlot {
    static constexpr std::size_t kReasonBytes = 48;

    std::atomic<std::uint64_t> count;
    std::atomic<std::uint8_t> signal;       // SignalType
    std::array<char, kReasonBytes> reason;  // behind it zeros
};
static_assert(sizeof(LossSlot) == 64);

}  // namespace telemetryflow::hot
