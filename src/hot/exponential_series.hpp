#pragma once

// What the collector keeps of one series of exponential histograms. Cells are emptied when they are read, so that each
// interval has the finest scale that its own values allow. Changed under the registry's lock.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "hot/exponential_totals.hpp"
#include "hot/reader_set.hpp"

namespace telemetryflow::hot {

struct ExponentialSeries {
    ExponentialTotals retired;               // what cells of ended threads held, and nobody has read
    ExponentialTotals total;                 // since the series' start, as far as it has been read
    std::vector<ExponentialTotals> pending;  // by reader: read by others, not by it

    /// Everything that came is added to the total and to what is pending for each of `readers`.
    void add(const ExponentialTotals& fresh, ReaderSet readers, std::uint32_t max_size) {
        if (fresh.count == 0) return;
        total.merge(fresh, max_size);
        const auto count = static_cast<std::size_t>(std::bit_width(readers));
        if (pending.size() < count) pending.resize(count);
        for (std::size_t reader = 0; reader < count; ++reader) {
            if ((readers & reader_bit(reader)) != 0) pending[reader].merge(fresh, max_size);
        }
    }
};

}  // namespace telemetryflow::hot
