// The collecting half of MetricRegistry: what cells hold becomes points.

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "hot/explicit_histogram_cell.hpp"
#include "hot/exponential_histogram_cell.hpp"
#include "hot/metric_registry.hpp"

namespace telemetryflow::hot {

void MetricRegistry::retire(CellOwner& owner) noexcept {
    const std::lock_guard lock(mutex_);
    for (Series* series : owner.series) {
        std::erase_if(series->sum_cells, [&](SumCell* cell) {
            if (cell->owner != owner.serial) return false;
            series->retired_sum.add(*cell);
            return true;
        });
        std::erase_if(series->histogram_cells, [&](HistogramCell* cell) {
            if (cell->owner() != owner.serial) return false;
            if (cell->form() == HistogramCell::Form::Exponential) {
                static_cast<ExponentialHistogramCell*>(cell)->take(exponential_cell_scratch_);
                series->exponential->retired.merge(exponential_cell_scratch_, series->stream->max_size);
            } else {
                static_cast<ExplicitHistogramCell*>(cell)->read(cell_scratch_);
                series->retired_histogram.merge(cell_scratch_);
            }
            return true;
        });
        retire_reservoir(*series, owner.serial);
    }
    owner.series.clear();
}

void MetricRegistry::reset_after_fork(const CellOwner* survivor) noexcept {
    const std::lock_guard lock(mutex_);
    const std::uint64_t kept = survivor == nullptr ? 0 : survivor->serial;
    const std::uint64_t now = clock_.now();
    for (MetricStream* const stream : by_scope_) {
        for (const auto& series : stream->series) {
            reset_series(*series, kept);
            series->start_time = now;
        }
    }
    std::fill(last_collections_.begin(), last_collections_.end(), 0);
}

void MetricRegistry::reset_series(Series& series, std::uint64_t kept_owner) noexcept {
    constexpr std::uint64_t kSharedOwner = 0;
    std::erase_if(series.sum_cells, [&](const SumCell* cell) { return cell->owner != kept_owner && !cell->shared; });
    std::erase_if(series.histogram_cells, [&](const HistogramCell* cell) {
        return cell->owner() != kept_owner && cell->owner() != kSharedOwner;
    });
    for (SumCell* cell : series.sum_cells) {
        cell->integers.store(0);
        cell->doubles.store(0);
    }
    for (HistogramCell* cell : series.histogram_cells) {
        if (cell->form() == HistogramCell::Form::Exponential) {
            static_cast<ExponentialHistogramCell*>(cell)->reset();
        } else {
            static_cast<ExplicitHistogramCell*>(cell)->reset();
        }
    }
    series.retired_sum = {};
    series.retired_histogram = {};
    if (series.exponential != nullptr) *series.exponential = {};
    reset_reservoirs(series, kept_owner);
    series.observed_in = 0;
    series.observed_for = 0;
    series.exported.clear();
    series.gauge_state.store(Series::GaugeState::Unset, std::memory_order_relaxed);
}

void MetricRegistry::total_histogram(Series& series, HistogramTotals& total) {
    // First what may throw: cells tell what is fresh once, whoever reads them.
    if (delta_readers_ != 0)
        static_cast<void>(series.exported_histogram(static_cast<std::size_t>(std::bit_width(delta_readers_)) - 1));
    total.buckets.assign(series.stream->bounds.size() + 1, 0);
    total.sum = 0;
    total.min = std::numeric_limits<double>::infinity();
    total.max = -std::numeric_limits<double>::infinity();
    total.fresh = {};
    total.merge(series.retired_histogram);
    series.retired_histogram.fresh = {};
    for (HistogramCell* cell : series.histogram_cells) {
        static_cast<ExplicitHistogramCell*>(cell)->read(cell_scratch_);
        total.merge(cell_scratch_);
    }
    for (ReaderSet rest = delta_readers_; rest != 0; rest &= rest - 1)
        series.exported_histogram(static_cast<std::size_t>(std::countr_zero(rest))).fresh.merge(total.fresh);
}

bool MetricRegistry::leave_delta(Series& series, std::size_t reader, SumTotal& sum) {
    const SumTotal before = std::exchange(series.exported_sum(reader), sum);
    // Unsigned, because a counter that wrapped must not be undefined behaviour; the difference is right all the same.
    sum.integers = static_cast<std::int64_t>(static_cast<std::uint64_t>(sum.integers) -
                                             static_cast<std::uint64_t>(before.integers));
    sum.doubles -= before.doubles;
    return sum.integers != 0 || sum.doubles != 0;
}

bool MetricRegistry::fill_further(Series& series, std::size_t reader, MetricPoint& point) {
    if (is_observable(series.stream->kind)) return fill_observed(series, reader, point);
    switch (series.stream->aggregation) {
        case Aggregation::Sum: break;
        case Aggregation::LastValue: return fill_last_value(series, point);
        case Aggregation::ExplicitBucketHistogram: return fill_histogram(series, reader, point);
        case Aggregation::ExponentialHistogram: return fill_exponential(series, reader, point);
    }
    return false;
}

bool MetricRegistry::fill_last_value(const Series& series, MetricPoint& point) noexcept {
    switch (series.gauge_state.load(std::memory_order_acquire)) {
        case Series::GaugeState::Integer:
            point.value.integers = series.gauge_integer.load(std::memory_order_relaxed);
            return true;
        case Series::GaugeState::Double:
            point.value.doubles = series.gauge_double.load(std::memory_order_relaxed);
            point.value.has_doubles = true;
            return true;
        default: return false;
    }
}

bool MetricRegistry::fill_histogram(Series& series, std::size_t reader, MetricPoint& point) {
    HistogramTotals& out = point_scratch_;
    total_histogram(series, out);
    point.histogram = &out;
    if (point.temporality == Temporality::Cumulative) return out.count() != 0;
    HistogramTotals& exported = series.exported_histogram(reader);
    const bool is_first = exported.buckets.empty();
    exported.buckets.resize(out.buckets.size());
    for (std::size_t i = 0; i < out.buckets.size(); ++i) {
        const std::uint64_t before = std::exchange(exported.buckets[i], out.buckets[i]);
        out.buckets[i] -= before;
    }
    const double sum_before = std::exchange(exported.sum, out.sum);
    out.sum -= sum_before;
    const Extremes interval = std::exchange(exported.fresh, {});
    if (!is_first) {
        out.min = interval.min;
        out.max = interval.max;
    }
    return out.count() != 0;
}

bool MetricRegistry::fill_exponential(Series& series, std::size_t reader, MetricPoint& point) {
    ExponentialSeries& kept = *series.exponential;
    const std::uint32_t max_size = series.stream->max_size;
    kept.add(kept.retired, delta_readers_, max_size);
    kept.retired.clear();
    for (HistogramCell* cell : series.histogram_cells) {
        static_cast<ExponentialHistogramCell*>(cell)->take(exponential_cell_scratch_);
        kept.add(exponential_cell_scratch_, delta_readers_, max_size);
    }
    if (point.temporality == Temporality::Cumulative) {
        point.exponential = &kept.total;
    } else if (reader < kept.pending.size()) {
        std::swap(exponential_scratch_, kept.pending[reader]);
        point.exponential = &exponential_scratch_;
    }
    if (reader < kept.pending.size()) kept.pending[reader].clear();
    return point.exponential != nullptr && point.exponential->count != 0;
}

}  // namespace telemetryflow::hot
