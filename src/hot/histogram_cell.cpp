#include "hot/histogram_cell.hpp"

#include <cmath>

#include <sched.h>

#include "telemetryflow/hot/record_histogram.hpp"

namespace telemetryflow::hot {

bool try_record(HistogramCell& cell, double value) noexcept {
    if (!std::isfinite(value)) [[unlikely]]
        return false;
    cell.record(value);
    return true;
}

void HistogramCell::record_shared(double value) noexcept {
    lock_.lock();
    write(value);
    lock_.unlock();
}

void HistogramCell::read(HistogramTotals& totals) const {
    totals.buckets.resize(boundaries_.size() + 1);
    for (;;) {
        const std::uint32_t before = version_.load(std::memory_order_acquire);
        if ((before & 1U) == 0) {
            for (std::size_t i = 0; i < totals.buckets.size(); ++i) {
                totals.buckets[i] = buckets_[i].load(std::memory_order_acquire);
            }
            totals.sum = sum_.load(std::memory_order_acquire);
            totals.min = min_.load(std::memory_order_acquire);
            totals.max = max_.load(std::memory_order_acquire);
            if (version_.load(std::memory_order_relaxed) == before) return;
        }
        ::sched_yield();
    }
}

void HistogramCell::reset() noexcept {
    lock_.unlock();  // a thread that held it when the process was forked is not in the child
    for (std::size_t i = 0; i <= boundaries_.size(); ++i)
        buckets_[i].store(0, std::memory_order_relaxed);
    version_.store(0, std::memory_order_relaxed);
    sum_.store(0, std::memory_order_relaxed);
    min_.store(std::numeric_limits<double>::infinity(), std::memory_order_relaxed);
    max_.store(-std::numeric_limits<double>::infinity(), std::memory_order_relaxed);
}

}  // namespace telemetryflow::hot
