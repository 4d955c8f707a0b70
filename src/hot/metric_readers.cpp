// The half of MetricRegistry that knows its readers.

#include <bit>

#include "hot/metric_registry.hpp"

namespace telemetryflow::hot {

std::optional<std::size_t> MetricRegistry::add_reader(Temporality preference) {
    const std::lock_guard lock(mutex_);
    const auto reader = static_cast<std::size_t>(std::countr_one(readers_));
    if (reader == kMaxReaders) return std::nullopt;
    if (last_collections_.size() <= reader) last_collections_.resize(reader + 1);
    last_collections_[reader] = 0;
    if (preference != Temporality::Cumulative) {
        // What exponential cells held before is read already, and only in the totals.
        for (MetricStream* const stream : by_scope_) {
            if (stream->aggregation != Aggregation::ExponentialHistogram) continue;
            for (const auto& series : stream->series) {
                std::vector<ExponentialTotals>& pending = series->exponential->pending;
                if (pending.size() <= reader) pending.resize(reader + 1);
                pending[reader] = series->exponential->total;
            }
        }
        delta_readers_ |= reader_bit(reader);
    }
    readers_ |= reader_bit(reader);
    return reader;
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
