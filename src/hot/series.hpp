#pragma once

// One attribute set of one instrument: the cells that threads write for it, what threads that ended have left, and what
// was exported last. Changed under the registry's lock; cells are written without it.

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "telemetryflow/hot/sum_cell.hpp"

#include "hot/histogram_cell.hpp"

namespace telemetryflow::hot {

struct Instrument;

/// A sum as it is exported: an integer as long as only integers were added.
struct SumTotal {
    std::int64_t integers = 0;
    double doubles = 0;
    bool has_doubles = false;
};

struct Series {
    Instrument* instrument = nullptr;
    std::string attributes;  // encoded as the data point's attributes field, keys in order
    std::uint64_t start_time = 0;

    std::vector<SumCell*> sum_cells;
    std::vector<HistogramCell*> histogram_cells;
    SumTotal retired_sum;
    HistogramTotals retired_histogram;

    // A gauge is one value for all threads: the last store wins, whichever thread made it.
    std::atomic<double> gauge{0};
    std::atomic<bool> gauge_is_set{false};

    // For delta temporality.
    SumTotal exported_sum;
    HistogramTotals exported_histogram;

    std::optional<std::uint32_t> bound_slot;
};

}  // namespace telemetryflow::hot
