// The collecting half of MetricRegistry: what cells hold becomes points.

#include <algorithm>
#include <utility>

#include "hot/metric_registry.hpp"

namespace telemetryflow::hot {
namespace {

std::int64_t saturating_add(std::int64_t a, std::int64_t b) noexcept {
    std::int64_t sum = 0;
    if (!__builtin_add_overflow(a, b, &sum)) return sum;
    return b > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
}

void add_cell(SumTotal& total, const SumCell& cell) noexcept {
    total.integers = saturating_add(total.integers, cell.integers.load());
    const double doubles = cell.doubles.load();
    total.doubles += doubles;
    total.has_doubles = total.has_doubles || doubles != 0;
}

}  // namespace

void MetricRegistry::retire(CellOwner& owner) noexcept {
    const std::lock_guard lock(mutex_);
    for (Series* series : owner.series) {
        std::erase_if(series->sum_cells, [&](SumCell* cell) {
            if (cell->owner != owner.serial) return false;
            add_cell(series->retired_sum, *cell);
            return true;
        });
        std::erase_if(series->histogram_cells, [&](HistogramCell* cell) {
            if (cell->owner() != owner.serial) return false;
            cell->read(cell_scratch_);
            series->retired_histogram.merge(cell_scratch_);
            return true;
        });
    }
    owner.series.clear();
}

void MetricRegistry::reset_after_fork(const CellOwner* survivor) noexcept {
    const std::lock_guard lock(mutex_);
    const std::uint64_t kept = survivor == nullptr ? 0 : survivor->serial;
    const std::uint64_t now = clock_.now();
    for (const auto& instrument : instruments_) {
        for (const auto& series : instrument->series) {
            std::erase_if(series->sum_cells, [&](const SumCell* cell) { return cell->owner != kept && !cell->shared; });
            std::erase_if(series->histogram_cells, [&](const HistogramCell* cell) {
                return cell->owner() != kept && cell->owner() != shared_owner_.serial;
            });
            for (SumCell* cell : series->sum_cells) {
                cell->integers.store(0);
                cell->doubles.store(0);
            }
            for (HistogramCell* cell : series->histogram_cells)
                cell->reset();
            series->retired_sum = series->exported_sum = {};
            series->retired_histogram = series->exported_histogram = {};
            series->gauge_is_set.store(false, std::memory_order_relaxed);
            series->start_time = now;
        }
    }
    last_collection_ = 0;
}

SumTotal MetricRegistry::total_sum(const Series& series) noexcept {
    SumTotal total = series.retired_sum;
    for (const SumCell* cell : series.sum_cells)
        add_cell(total, *cell);
    return total;
}

void MetricRegistry::total_histogram(const Series& series, HistogramTotals& total) {
    total.buckets.assign(series.instrument->bounds.size() + 1, 0);
    total.sum = 0;
    total.min = std::numeric_limits<double>::infinity();
    total.max = -std::numeric_limits<double>::infinity();
    total.merge(series.retired_histogram);
    for (const HistogramCell* cell : series.histogram_cells) {
        cell->read(cell_scratch_);
        total.merge(cell_scratch_);
    }
}

bool MetricRegistry::sum_point(Series& series, Temporality temporality, SumTotal& out) noexcept {
    out = total_sum(series);
    if (temporality == Temporality::Cumulative) return true;
    const SumTotal before = std::exchange(series.exported_sum, out);
    // Unsigned, because a counter that wrapped must not be undefined behaviour; the difference is right all the same.
    out.integers = static_cast<std::int64_t>(static_cast<std::uint64_t>(out.integers) -
                                             static_cast<std::uint64_t>(before.integers));
    out.doubles -= before.doubles;
    return out.integers != 0 || out.doubles != 0;
}

bool MetricRegistry::histogram_point(Series& series, Temporality temporality, HistogramTotals& out) {
    total_histogram(series, out);
    if (temporality == Temporality::Cumulative) return out.count() != 0;
    HistogramTotals& exported = series.exported_histogram;
    exported.buckets.resize(out.buckets.size());
    for (std::size_t i = 0; i < out.buckets.size(); ++i) {
        const std::uint64_t before = std::exchange(exported.buckets[i], out.buckets[i]);
        out.buckets[i] -= before;
    }
    const double sum_before = std::exchange(exported.sum, out.sum);
    out.sum -= sum_before;
    // The extremes of one interval are not known from two totals: leave them out (they are optional in OTLP).
    out.min = std::numeric_limits<double>::infinity();
    out.max = -std::numeric_limits<double>::infinity();
    return out.count() != 0;
}

}  // namespace telemetryflow::hot
