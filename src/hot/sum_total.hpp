#pragma once

// A number as it is exported: an integer as long as only integers were added. A value.

#include <cstdint>
#include <limits>

#include "telemetryflow/hot/sum_cell.hpp"

namespace telemetryflow::hot {

struct SumTotal {
    std::int64_t integers = 0;
    double doubles = 0;
    bool has_doubles = false;

    void add(const SumCell& cell) noexcept {
        integers = saturating_add(integers, cell.integers.load());
        const double of_cell = cell.doubles.load();
        doubles += of_cell;
        has_doubles = has_doubles || of_cell != 0;
    }

private:
    [[nodiscard]] static std::int64_t saturating_add(std::int64_t a, std::int64_t b) noexcept {
        std::int64_t sum = 0;
        if (!__builtin_add_overflow(a, b, &sum)) return sum;
        return b > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
    }
};

}  // namespace telemetryflow::hot
