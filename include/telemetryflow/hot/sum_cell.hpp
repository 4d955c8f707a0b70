#pragma once

// One thread's share of one counter series. Its owner adds with a load and a store; a shared cell, used by threads
// whose budget for own cells is spent, adds atomically. The collector reads at any time. Integers and doubles are
// summed apart, so that integer counts stay exact above 2^53.

#include <atomic>
#include <cstdint>

namespace telemetryflow::hot {

struct SumCell {
    std::atomic<std::int64_t> integers{0};
    std::atomic<double> doubles{0};
    std::uint64_t owner = 0;  // serial of the owning thread's recorder
    bool shared = false;

    void add(std::int64_t value) noexcept {
        if (shared) [[unlikely]] {
            integers.fetch_add(value, std::memory_order_relaxed);
            return;
        }
        // Unsigned, because a counter that wraps must not be undefined behaviour.
        const auto sum =
            static_cast<std::uint64_t>(integers.load(std::memory_order_relaxed)) + static_cast<std::uint64_t>(value);
        integers.store(static_cast<std::int64_t>(sum), std::memory_order_relaxed);
    }

    void add(double value) noexcept {
        if (shared) [[unlikely]] {
            doubles.fetch_add(value, std::memory_order_relaxed);
            return;
        }
        doubles.store(doubles.load(std::memory_order_relaxed) + value, std::memory_order_relaxed);
    }
};

}  // namespace telemetryflow::hot
