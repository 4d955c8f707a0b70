#pragma once

// One thread's share of one histogram series with base-2 exponential buckets. A measurement may move every bucket, so
// that a reader cannot look on meanwhile: whoever writes or reads holds the cell's lock, which nobody else wants but
// once a collection.

#include <cstdint>

#include "hot/exponential_totals.hpp"
#include "hot/exponential_window.hpp"
#include "hot/histogram_cell.hpp"
#include "hot/spin_lock.hpp"

namespace telemetryflow::hot {

class ExponentialHistogramCell final : public HistogramCell {
public:
    /// `counts` points at 2 * max_size zeroed counts, which live as long as the cell.
    ExponentialHistogramCell(std::uint64_t* counts, std::uint32_t max_size, std::int32_t max_scale,
                             std::uint64_t owner) noexcept;

    /// From any thread; `value` is finite.
    void write(double value) noexcept;
    /// Sets `totals` to what came since the last call.
    void take(ExponentialTotals& totals);
    /// Forgets all measurements: for a forked child, in which no other thread writes.
    void reset() noexcept;

private:
    void count(ExponentialWindow& window, double magnitude) noexcept;
    void clear() noexcept;

    SpinLock lock_;
    std::int32_t max_scale_;
    std::int32_t scale_;
    std::uint64_t count_ = 0;
    std::uint64_t zero_count_ = 0;
    double sum_ = 0;
    double min_ = std::numeric_limits<double>::infinity();
    double max_ = -std::numeric_limits<double>::infinity();
    ExponentialWindow positive_;
    ExponentialWindow negative_;
};

}  // namespace telemetryflow::hot
