#pragma once

// What the collector keeps of one series of exponential histograms. Cells are emptied when they are read, so that each
// interval has the finest scale that its own values allow. Changed under the registry's lock.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hot/exponential_totals.hpp"

namespace telemetryflow::hot {

struct ExponentialSeries {
    ExponentialTotals retired;               // what cells of ended threads held, and nobody has read
    ExponentialTotals total;                 // since the series' start, as far as it has been read
    std::vector<ExponentialTotals> pending;  // by reader: read by others, not by it

    /// Everything that came is added to the total and to what is pending for each of `readers`.
    void add(const ExponentialTotals& fresh, std::size_t readers, std::uint32_t max_size) {
        if (fresh.count == 0) return;
        total.merge(fresh, max_size);
        if (pending.size() < readers) pending.resize(readers);
        for (ExponentialTotals& of_reader : pending)
            of_reader.merge(fresh, max_size);
    }
};

}  // namespace telemetryflow::hot
