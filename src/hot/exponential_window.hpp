#pragma once

// The buckets of one sign that a cell counts in: a window of at most `capacity` consecutive indexes over a ring. Not
// thread-safe; the cell locks.

#include <algorithm>
#include <cstdint>

#include "hot/exponential_buckets.hpp"

namespace telemetryflow::hot {

class ExponentialWindow {
public:
    /// `counts` points at `capacity` zeroed counts, which live as long as the window.
    ExponentialWindow(std::uint64_t* counts, std::uint32_t capacity) noexcept : counts_(counts), capacity_(capacity) {}

    [[nodiscard]] std::uint32_t capacity() const noexcept { return capacity_; }
    /// By how much the scale has to fall before `index` can be counted.
    [[nodiscard]] std::int32_t downscale_for(std::int32_t index) const noexcept {
        if (size_ == 0 || (index >= first_ && index <= last())) [[likely]]
            return 0;
        return downscale_needed(std::min(first_, index), std::max(last(), index), capacity_);
    }
    /// Counts `index`, for which there is room.
    void count(std::int32_t index) noexcept {
        if (size_ == 0) {
            first_ = index;
            size_ = 1;
            head_ = 0;
        } else if (index < first_) {
            const auto by = static_cast<std::uint32_t>(first_ - index);
            head_ = head_ >= by ? head_ - by : head_ + capacity_ - by;
            first_ = index;
            size_ += by;
        } else if (index > last()) {
            size_ = static_cast<std::uint32_t>(index - first_) + 1;
        }
        ++counts_[slot(static_cast<std::uint32_t>(index - first_))];
    }
    void downscale(std::int32_t by);
    /// Sets `to` to what is counted, and counts from nothing again.
    void take(ExponentialBuckets& to);
    void clear() noexcept;

private:
    [[nodiscard]] std::int32_t last() const noexcept { return first_ + static_cast<std::int32_t>(size_) - 1; }
    [[nodiscard]] std::uint32_t slot(std::uint32_t at) const noexcept {
        const std::uint32_t from_head = head_ + at;
        return from_head >= capacity_ ? from_head - capacity_ : from_head;
    }

    std::uint64_t* counts_;
    std::uint32_t capacity_;
    std::uint32_t head_ = 0;  // slot of the first
    std::uint32_t size_ = 0;
    std::int32_t first_ = 0;
};

}  // namespace telemetryflow::hot
