#pragma once

// Totals of a base-2 exponential histogram, used by the collector. A value.

#include <cstdint>
#include <limits>

#include "hot/exponential_buckets.hpp"

namespace telemetryflow::hot {

struct ExponentialTotals {
    std::int32_t scale = 0;  // of the buckets; says nothing while both signs have none
    std::uint64_t count = 0;
    std::uint64_t zero_count = 0;
    double sum = 0;
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    ExponentialBuckets positive{};
    ExponentialBuckets negative{};

    /// Adds `other`, at the finest scale at which each sign has at most `max_size` buckets.
    void merge(const ExponentialTotals& other, std::uint32_t max_size);
    void clear() noexcept;

private:
    [[nodiscard]] bool has_buckets() const noexcept { return !positive.empty() || !negative.empty(); }
    void lower_to(std::int32_t to);
};

}  // namespace telemetryflow::hot
