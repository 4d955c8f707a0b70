#include "hot/exponential_window.hpp"

namespace telemetryflow::hot {

void ExponentialWindow::downscale(std::int32_t by) {
    if (by == 0 || size_ == 0) return;
    // In place: a bucket never moves away from the head, nor onto one that is still to be read.
    const std::int32_t lowest = first_ >> by;
    const std::uint32_t before = size_;
    for (std::uint32_t i = 0; i < before; ++i) {
        const std::uint64_t count = counts_[slot(i)];
        counts_[slot(i)] = 0;
        const auto at = static_cast<std::uint32_t>(((first_ + static_cast<std::int32_t>(i)) >> by) - lowest);
        counts_[slot(at)] += count;
        size_ = at + 1;
    }
    first_ = lowest;
}

void ExponentialWindow::take(ExponentialBuckets& to) {
    to.offset = first_;
    to.counts.resize(size_);
    for (std::uint32_t i = 0; i < size_; ++i)
        to.counts[i] = counts_[slot(i)];
    clear();
}

void ExponentialWindow::clear() noexcept {
    std::fill_n(counts_, capacity_, 0);
    size_ = 0;
}

}  // namespace telemetryflow::hot
