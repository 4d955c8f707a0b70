#include "hot/explicit_histogram_cell.hpp"

#include <mutex>
#include <utility>

#include <sched.h>

namespace telemetryflow::hot {
namespace {

// std::atomic_ref takes no const before C++26.
double acquire(const double& from) noexcept {
    return std::atomic_ref(const_cast<double&>(from)).load(std::memory_order_acquire);
}

}  // namespace

void ExplicitHistogramCell::write_locked(double value) noexcept {
    const std::lock_guard lock(lock_);
    write(value);
    fresh_.include(value);
}

void ExplicitHistogramCell::read(HistogramTotals& totals) {
    totals.buckets.resize(bucket_count_);
    const std::lock_guard lock(lock_);
    totals.fresh = std::exchange(fresh_, {});
    for (;;) {
        const std::uint32_t before = version_.load(std::memory_order_acquire);
        if ((before & 1U) == 0) {
            for (std::size_t i = 0; i < totals.buckets.size(); ++i) {
                totals.buckets[i] = buckets_[i].load(std::memory_order_acquire);
            }
            totals.sum = acquire(sum_);
            totals.min = acquire(min_);
            totals.max = acquire(max_);
            if (version_.load(std::memory_order_relaxed) == before) return;
        }
        ::sched_yield();
    }
}

void ExplicitHistogramCell::reset() noexcept {
    lock_.unlock();  // a thread that held it when the process was forked is not in the child
    for (std::size_t i = 0; i < bucket_count_; ++i)
        buckets_[i].store(0, std::memory_order_relaxed);
    version_.store(0, std::memory_order_relaxed);
    publish(sum_, 0);
    publish(min_, std::numeric_limits<double>::infinity());
    publish(max_, -std::numeric_limits<double>::infinity());
    fresh_ = {};
}

}  // namespace telemetryflow::hot
