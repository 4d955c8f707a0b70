#pragma once

// One thread's share of one histogram series. Its owner writes between two steps of a version counter, so that the
// collector always sees bucket counts, sum and extremes of the same measurements. A shared cell is written under a
// lock.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>
#include <vector>

#include "hot/bucket_bounds.hpp"
#include "hot/spin_lock.hpp"

namespace telemetryflow::hot {

/// Totals of a histogram: a plain value, used by the collector.
struct HistogramTotals {
    std::vector<std::uint64_t> buckets;
    double sum = 0;
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();

    void merge(const HistogramTotals& other) {
        if (buckets.size() < other.buckets.size()) buckets.resize(other.buckets.size());
        for (std::size_t i = 0; i < other.buckets.size(); ++i)
            buckets[i] += other.buckets[i];
        sum += other.sum;
        min = std::min(min, other.min);
        max = std::max(max, other.max);
    }

    [[nodiscard]] std::uint64_t count() const noexcept {
        std::uint64_t count = 0;
        for (const std::uint64_t bucket : buckets)
            count += bucket;
        return count;
    }
};

class HistogramCell {
public:
    /// `buckets` points at bounds.size() + 1 zeroed counts, which like `bounds` live as long as the cell.
    HistogramCell(const BucketBounds& bounds, std::atomic<std::uint64_t>* buckets, std::uint64_t owner,
                  bool shared) noexcept
        : padded_bounds_(bounds.padded().data()),
          padded_size_(static_cast<std::uint32_t>(bounds.padded().size())),
          bucket_count_(static_cast<std::uint32_t>(bounds.size() + 1)),
          buckets_(buckets),
          shared_(shared),
          owner_(owner) {}

    void record(double value) noexcept {
        if (shared_) [[unlikely]] {
            record_shared(value);
        } else {
            write(value);
        }
    }

    /// Sets `totals` to what the cell holds, at one moment between two measurements.
    void read(HistogramTotals& totals) const;

    [[nodiscard]] std::uint64_t owner() const noexcept { return owner_; }

    /// Forgets all measurements: for a forked child, in which no other thread writes.
    void reset() noexcept;

private:
    [[gnu::noinline]] void record_shared(double value) noexcept;

    // A reader that sees any of the release stores also sees the odd version, and reads again. The writer reads its own
    // doubles plainly: as atomic ones they would come through integer registers, 3 cycles each.
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
    static void publish(double& to, double value) noexcept {
        std::atomic_ref(to).store(value, std::memory_order_release);
    }

    const double* padded_bounds_;
    std::uint32_t padded_size_;
    std::uint32_t bucket_count_;
    std::atomic<std::uint64_t>* buckets_;
    std::atomic<std::uint32_t> version_{0};
    SpinLock lock_;
    bool shared_;
    std::uint64_t owner_;
    // Other threads read these as atomic ones.
    double sum_ = 0;
    double min_ = std::numeric_limits<double>::infinity();
    double max_ = -std::numeric_limits<double>::infinity();
};

}  // namespace telemetryflow::hot
