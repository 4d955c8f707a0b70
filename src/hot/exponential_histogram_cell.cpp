#include "hot/exponential_histogram_cell.hpp"

#include <mutex>

#include "hot/exponential_index.hpp"

namespace telemetryflow::hot {

ExponentialHistogramCell::ExponentialHistogramCell(std::uint64_t* counts, std::uint32_t max_size,
                                                   std::int32_t max_scale, std::uint64_t owner) noexcept
    : HistogramCell(Form::Exponential, owner),
      max_scale_(max_scale),
      scale_(max_scale),
      positive_(counts, max_size),
      negative_(counts + max_size, max_size) {}

void ExponentialHistogramCell::write(double value) noexcept {
    const std::lock_guard lock(lock_);
    if (value > 0) {
        count(positive_, value);
    } else if (value < 0) {
        count(negative_, -value);
    } else {
        ++zero_count_;
    }
    ++count_;
    sum_ += value;
    if (value < min_) min_ = value;
    if (value > max_) max_ = value;
}

void ExponentialHistogramCell::count(ExponentialWindow& window, double magnitude) noexcept {
    std::int32_t index = exponential_index(magnitude, scale_);
    if (const std::int32_t by = window.downscale_for(index); by != 0) [[unlikely]] {
        positive_.downscale(by);
        negative_.downscale(by);
        scale_ -= by;
        index >>= by;
    }
    window.count(index);
}

void ExponentialHistogramCell::take(ExponentialTotals& totals) {
    // Memory that is refused is refused before anything was taken.
    totals.positive.counts.reserve(positive_.capacity());
    totals.negative.counts.reserve(negative_.capacity());
    const std::lock_guard lock(lock_);
    totals.scale = scale_;
    totals.count = count_;
    totals.zero_count = zero_count_;
    totals.sum = sum_;
    totals.min = min_;
    totals.max = max_;
    positive_.take(totals.positive);
    negative_.take(totals.negative);
    clear();
}

void ExponentialHistogramCell::reset() noexcept {
    lock_.unlock();  // a thread that held it when the process was forked is not in the child
    clear();
}

void ExponentialHistogramCell::clear() noexcept {
    scale_ = max_scale_;
    count_ = zero_count_ = 0;
    sum_ = 0;
    min_ = std::numeric_limits<double>::infinity();
    max_ = -std::numeric_limits<double>::infinity();
    positive_.clear();
    negative_.clear();
}

}  // namespace telemetryflow::hot
