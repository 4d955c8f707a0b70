#pragma once

// One thread's share of one histogram series, whatever its aggregation; which form it has tells a measurement where to
// go, without a virtual call on the recording path.

#include <atomic>
#include <cstdint>

#include "telemetryflow/hot/atomic.hpp"

namespace telemetryflow::hot {

class ExemplarReservoir;

class HistogramCell {
public:
    enum class Form : std::uint8_t { Explicit, LockedExplicit, Exponential };

    [[nodiscard]] Form form() const noexcept { return form_.load(std::memory_order_relaxed); }
    /// Serial of the recorder of the thread that writes; that of the shared owner where any may.
    [[nodiscard]] std::uint64_t owner() const noexcept { return owner_; }

    /// The series' own; null until a measurement may be an exemplar.
    Atomic<ExemplarReservoir*> exemplars{nullptr};

protected:
    HistogramCell(Form form, std::uint64_t owner) noexcept : form_(form), owner_(owner) {}
    ~HistogramCell() = default;

    void change(Form form) noexcept { form_.store(form, std::memory_order_relaxed); }

private:
    std::atomic<Form> form_;
    std::uint64_t owner_;
};

/// Records `value`, which is finite, in a cell of any form.
[[gnu::noinline]] void record_slowly(HistogramCell& cell, double value) noexcept;

}  // namespace telemetryflow::hot
