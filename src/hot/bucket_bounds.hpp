#pragma once

// The explicit boundaries of a histogram, as measurements look for their bucket in them: two at a time and without a
// branch, since measurements are not predictable, and filled up with infinities to whole steps, since a rest of three
// took as long as eight. Upper bounds, inclusive (OpenTelemetry metrics SDK, "Explicit Bucket Histogram Aggregation").
// A value; many threads may read it.

#include <cstddef>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

namespace telemetryflow::hot {

class BucketBounds {
public:
    BucketBounds() noexcept = default;
    /// `bounds` are finite and ascending. Throws std::bad_alloc.
    explicit BucketBounds(std::span<const double> bounds) : size_(bounds.size()) {
        padded_.assign((size_ + kStep - 1) / kStep * kStep, std::numeric_limits<double>::infinity());
        for (std::size_t i = 0; i < size_; ++i)
            padded_[i] = bounds[i];
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::span<const double> values() const noexcept { return {padded_.data(), size_}; }
    [[nodiscard]] std::span<const double> padded() const noexcept { return padded_; }

    /// The number of boundaries below `value`, which is its bucket.
    [[nodiscard]] static std::size_t bucket_of(double value, std::span<const double> padded) noexcept {
        using Pair [[gnu::vector_size(16)]] = double;
        using Counts [[gnu::vector_size(16)]] = long long;
        const auto below = [value](const double* at) {
            Pair pair;
            std::memcpy(&pair, at, sizeof(pair));
            return Counts(Pair{value, value} > pair);
        };
        Counts even{};
        Counts odd{};
        const double* const end = padded.data() + padded.size();
        for (const double* at = padded.data(); at != end; at += kStep) {
            even -= below(at);
            odd -= below(at + 2);
        }
        even += odd;
        return static_cast<std::size_t>(even[0] + even[1]);
    }

private:
    static constexpr std::size_t kStep = 4;

    std::vector<double> padded_;
    std::size_t size_ = 0;
};

}  // namespace telemetryflow::hot
