#pragma once

// One thread's share of one histogram series with explicit buckets. Its owner writes between two steps of a version
// counter, so that the collector always sees bucket counts, sum and extremes of the same measurements. A cell is
// written under a lock where any thread may write it, and where a reader wants the extremes of each interval: no
// version tells whether a measurement came before or after they were read and forgotten. The lock costs 2 ns.

#include <atomic>
#include <cstdint>
#include <limits>

#include "hot/bucket_bounds.hpp"
#include "hot/extremes.hpp"
#include "hot/histogram_cell.hpp"
#include "hot/histogram_totals.hpp"
#include "hot/spin_lock.hpp"

namespace telemetryflow::hot {

class ExplicitHistogramCell final : public HistogramCell {
public:
    /// `buckets` points at bounds.size() + 1 zeroed counts, which like `bounds` live as long as the cell.
    ExplicitHistogramCell(const BucketBounds& bounds, std::atomic<std::uint64_t>* buckets, std::uint64_t owner,
                          bool is_locked) noexcept
        : HistogramCell(is_locked ? Form::LockedExplicit : Form::Explicit, owner),
          padded_bounds_(bounds.padded().data()),
          padded_size_(static_cast<std::uint32_t>(bounds.padded().size())),
          bucket_count_(static_cast<std::uint32_t>(bounds.size() + 1)),
          buckets_(buckets) {}

    /// For the owner alone. A reader that sees any of the release stores also sees the odd version, and reads again.
    /// The writer reads its own doubles plainly: as atomic ones they would come through integer registers, 3 cycles
    /// each.
    [[gnu::always_inline]] void write(double value) noexcept {
        const std::uint32_t version = version_.load(std::memory_order_relaxed);
        version_.store(version + 1, std::memory_order_relaxed);
        std::atomic<std::uint64_t>& bucket = buckets_[BucketBounds::bucket_of(value, {padded_bounds_, padded_size_})];
        bucket.store(bucket.load(std::memory_order_relaxed) + 1, std::memory_order_release);
        publish(sum_, sum_ + value);
        if (value < min_) publish(min_, value);
        if (value > max_) publish(max_, value);
        version_.store(version + 2, std::memory_order_release);
    }
    /// For any thread, where the cell is locked.
    void write_locked(double value) noexcept;

    /// Has measurements from now on take the lock.
    void lock_from_now_on() noexcept { change(Form::LockedExplicit); }

    /// Sets `totals` to what the cell holds, at one moment between two measurements.
    void read(HistogramTotals& totals);

    /// Forgets all measurements: for a forked child, in which no other thread writes.
    void reset() noexcept;

private:
    static void publish(double& to, double value) noexcept {
        std::atomic_ref(to).store(value, std::memory_order_release);
    }

    const double* padded_bounds_;
    std::uint32_t padded_size_;
    std::uint32_t bucket_count_;
    std::atomic<std::uint64_t>* buckets_;
    std::atomic<std::uint32_t> version_{0};
    SpinLock lock_;
    Extremes fresh_;  // since the last reading; of a locked cell
    // Other threads read these as atomic ones.
    double sum_ = 0;
    double min_ = std::numeric_limits<double>::infinity();
    double max_ = -std::numeric_limits<double>::infinity();
};

/// The recording path of histograms: into the calling thread's own cell, or a shared one; `value` is finite.
[[gnu::always_inline]] inline void record_in(HistogramCell& cell, double value) noexcept {
    if (cell.form() == HistogramCell::Form::Explicit) [[likely]] {
        static_cast<ExplicitHistogramCell&>(cell).write(value);
    } else {
        record_slowly(cell, value);
    }
}

}  // namespace telemetryflow::hot
