#pragma once

// One thread's share of one counter series. Its owner adds with a load and a store; a shared cell, used by threads
// whose budget for own cells is spent, adds atomically. The collector reads at any time. Integers and doubles are
// summed apart, so that integer counts stay exact above 2^53.

#include <cstdint>

#include "telemetryflow/hot/atomic.hpp"

namespace telemetryflow::hot {

class ExemplarReservoir;

struct SumCell {
    Atomic<std::int64_t> integers{0};
    Atomic<double> doubles{0};
    std::uint64_t owner = 0;  // serial of the owning thread's recorder
    bool shared = false;
    Atomic<ExemplarReservoir*> exemplars{nullptr};  // the series' own; null until a measurement may be one

    void add(std::int64_t value) noexcept { add_to(integers, value); }
    void add(double value) noexcept { add_to(doubles, value); }

private:
    template <class T>
    void add_to(Atomic<T>& sum, T value) noexcept {
        T before = sum.load();
        if (!shared) [[likely]] {
            sum.store(plus(before, value));
            return;
        }
        while (!sum.compare_exchange(before, plus(before, value))) {
        }
    }

    // Unsigned, because a counter that wraps must not be undefined behaviour.
    static std::int64_t plus(std::int64_t sum, std::int64_t value) noexcept {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(sum) + static_cast<std::uint64_t>(value));
    }
    static double plus(double sum, double value) noexcept { return sum + value; }
};

}  // namespace telemetryflow::hot
