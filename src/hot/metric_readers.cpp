// The half of MetricRegistry that knows its readers.

#include <bit>

#include "hot/explicit_histogram_cell.hpp"
#include "hot/metric_registry.hpp"

namespace telemetryflow::hot {

std::optional<std::size_t> MetricRegistry::add_reader(Temporality preference) {
    const std::lock_guard lock(mutex_);
    const auto reader = static_cast<std::size_t>(std::countr_one(readers_));
    if (reader == kMaxReaders) return std::nullopt;
    if (last_collections_.size() <= reader) last_collections_.resize(reader + 1);
    last_collections_[reader] = 0;
    if (preference != Temporality::Cumulative) {
        for (MetricStream* const stream : by_scope_) {
            if (is_observable(stream->kind)) continue;
            for (const auto& series : stream->series)
                begin_deltas(*series, reader);
        }
        delta_readers_ |= reader_bit(reader);
    }
    readers_ |= reader_bit(reader);
    return reader;
}

// A reader's first point covers everything since the series' start: what others have read before is pending for it, and
// its extremes are the totals'. From then on cells tell those of each interval; a measurement that has been on its way
// since before, and takes no lock yet, is the one that they may lack.
void MetricRegistry::begin_deltas(Series& series, std::size_t reader) {
    if (series.exponential != nullptr) {
        std::vector<ExponentialTotals>& pending = series.exponential->pending;
        if (pending.size() <= reader) pending.resize(reader + 1);
        pending[reader] = series.exponential->total;
    } else if (series.stream->aggregation == Aggregation::ExplicitBucketHistogram) {
        for (HistogramCell* cell : series.histogram_cells)
            static_cast<ExplicitHistogramCell*>(cell)->lock_from_now_on();
    }
}

void MetricRegistry::remove_reader(std::size_t reader) noexcept {
    const std::lock_guard lock(mutex_);
    readers_ &= ~reader_bit(reader);
    delta_readers_ &= ~reader_bit(reader);
    for (MetricStream* const stream : by_scope_) {
        for (const auto& series : stream->series) {
            series->forget_exported(reader);
            series->observed_for &= ~reader_bit(reader);
            if (series->exponential != nullptr && reader < series->exponential->pending.size())
                series->exponential->pending[reader] = {};
        }
    }
}

}  // namespace telemetryflow::hot
