#pragma once

// One thread's share of one histogram series. Its owner writes between two steps of a version counter, so that the
// collector always sees bucket counts, sum and extremes of the same measurements. A shared cell is written under a
// lock.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

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
    /// `buckets` points at boundaries.size() + 1 zeroed counts that live as long as the cell.
    HistogramCell(std::span<const double> boundaries, std::atomic<std::uint64_t>* buckets, std::uint64_t owner,
                  bool shared) noexcept
        : boundaries_(boundaries), buckets_(buckets), shared_(shared), owner_(owner) {}

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

    // The number of boundaries below the value: two at a time and without a branch, since measurements are not
    // predictable.
    [[nodiscard]] std::size_t bucket_of(double value) const noexcept {
        using Pair [[gnu::vector_size(16)]] = double;
        using Counts [[gnu::vector_size(16)]] = long long;
        const double* at = boundaries_.data();
        const std::size_t size = boundaries_.size();
        const auto below = [=](std::size_t i) {
            Pair pair;
            std::memcpy(&pair, at + i, sizeof(pair));
            return Counts(Pair{value, value} > pair);
        };
        Counts even{};
        Counts odd{};
        std::size_t i = 0;
        for (; i + 4 <= size; i += 4) {
            even -= below(i);
            odd -= below(i + 2);
        }
        even += odd;
        auto index = static_cast<std::size_t>(even[0] + even[1]);
        for (; i < size; ++i)
            index += value > at[i] ? 1U : 0U;
        return index;
    }

    // A reader that sees any of the release stores also sees the odd version, and reads again.
    [[gnu::always_inline]] void write(double value) noexcept {
        const std::uint32_t version = version_.load(std::memory_order_relaxed);
        version_.store(version + 1, std::memory_order_relaxed);
        std::atomic<std::uint64_t>& bucket = buckets_[bucket_of(value)];
        bucket.store(bucket.load(std::memory_order_relaxed) + 1, std::memory_order_release);
        sum_.store(sum_.load(std::memory_order_relaxed) + value, std::memory_order_release);
        if (value < min_.load(std::memory_order_relaxed)) min_.store(value, std::memory_order_release);
        if (value > max_.load(std::memory_order_relaxed)) max_.store(value, std::memory_order_release);
        version_.store(version + 2, std::memory_order_release);
    }

    std::span<const double> boundaries_;
    std::atomic<std::uint64_t>* buckets_;
    std::atomic<std::uint32_t> version_{0};
    SpinLock lock_;
    bool shared_;
    std::uint64_t owner_;
    std::atomic<double> sum_{0};
    std::atomic<double> min_{std::numeric_limits<double>::infinity()};
    std::atomic<double> max_{-std::numeric_limits<double>::infinity()};
};

}  // namespace telemetryflow::hot
