#pragma once

// One attribute set of one metric stream: the cells that threads write for it, what threads that ended have left, and
// what each reader has had. Changed under the registry's lock; cells are written without it.

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "telemetryflow/hot/sum_cell.hpp"

#include "hot/exemplar_reservoir.hpp"
#include "hot/exponential_series.hpp"
#include "hot/histogram_cell.hpp"
#include "hot/histogram_totals.hpp"
#include "hot/reader_set.hpp"
#include "hot/sum_total.hpp"

namespace telemetryflow::hot {

struct Instrument;
struct MetricStream;

struct Series {
    /// What a reader with delta temporality had last.
    struct Exported {
        SumTotal sum;
        HistogramTotals histogram;
    };

    enum class GaugeState : std::uint8_t { Unset, Integer, Double, Elsewhere };

    Instrument* instrument = nullptr;
    MetricStream* stream = nullptr;  // null: a route to series of several streams
    std::string attributes;          // encoded as the data point's attributes field, keys in order
    std::uint64_t start_time = 0;
    bool is_overflow = false;  // of what exceeds the stream's limit

    // What a collection reads of a sum, side by side.
    std::vector<SumCell*> sum_cells;
    SumTotal retired_sum;
    // Each of the owner of a cell, or of the shared one, which also has what ended threads left.
    struct OwnedReservoir {
        std::uint64_t owner;
        std::unique_ptr<ExemplarReservoir> reservoir;
    };
    std::vector<OwnedReservoir> reservoirs;
    std::vector<Exported> exported;  // by reader
    SumTotal& exported_sum(std::size_t reader) { return exported_to(reader).sum; }
    HistogramTotals& exported_histogram(std::size_t reader) { return exported_to(reader).histogram; }
    void forget_exported(std::size_t reader) noexcept {
        if (reader < exported.size()) exported[reader] = {};
    }

    [[nodiscard]] SumTotal total_sum() const noexcept {
        SumTotal total = retired_sum;
        for (const SumCell* cell : sum_cells)
            total.add(*cell);
        return total;
    }

    std::vector<HistogramCell*> histogram_cells;
    HistogramTotals retired_histogram;
    std::unique_ptr<ExponentialSeries> exponential;

    // A gauge is one value for all threads: the last store wins, whichever thread made it. The state says which of the
    // two it is; either is always a value that was set.
    std::atomic<double> gauge_double{0};
    std::atomic<std::int64_t> gauge_integer{0};
    std::atomic<GaugeState> gauge_state{GaugeState::Unset};  // Elsewhere: of a route
    Atomic<ExemplarReservoir*> gauge_exemplars{nullptr};

    // Of observable instruments: what the callbacks of one collection told.
    SumTotal observed;
    std::uint64_t observed_in = 0;   // the collection, by its number
    std::uint64_t displaced_in = 0;  // the collection whose overflow has its values
    ReaderSet observed_for = 0;      // the readers whose last collection did

    std::optional<std::uint32_t> bound_slot;
    std::vector<Series*> branches;  // of a route that is bound

    // Of what was bound with attributes that a view takes away: the series, and these attributes, encoded as an
    // exemplar's.
    Series* recorded_in = nullptr;
    std::string filtered_attributes;
    [[nodiscard]] Series& recorded() noexcept { return recorded_in != nullptr ? *recorded_in : *this; }

private:
    Exported& exported_to(std::size_t reader) {
        if (reader >= exported.size()) exported.resize(reader + 1);
        return exported[reader];
    }
};

}  // namespace telemetryflow::hot
