#pragma once

// All instruments and series of one client. A thread comes here when its own cache does not know a measurement's key;
// everything is under one lock, which a measurement that the cache knows never takes.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "telemetryflow/domain/temporality.hpp"

#include "hot/attribute_encoder.hpp"
#include "hot/cell_allocator.hpp"
#include "hot/clock.hpp"
#include "hot/instrument.hpp"
#include "hot/recording_limits.hpp"
#include "hot/series_cache.hpp"
#include "hot/series_key.hpp"

namespace telemetryflow::hot {

/// What a handle asks for; empty fields mean "as it is, or the default".
struct InstrumentRequest {
    InstrumentKind kind = InstrumentKind::Counter;
    std::string_view name{};
    std::string_view unit{};
    std::string_view description{};
    std::vector<double> boundaries{};
    const Scope* scope = nullptr;  // null: the SDK's own
};

/// The part of a thread's state that the registry hands out cells from.
struct CellOwner {
    CellOwner(std::uint64_t owner_serial, std::atomic<std::ptrdiff_t>& budget) noexcept
        : serial(owner_serial), allocator(budget) {}

    std::uint64_t serial;
    CellAllocator allocator;
    std::vector<Series*> series;  // every series that holds a cell of this owner
};

/// One data point as the collector sees it.
struct MetricPoint {
    const Series& series;
    std::uint64_t start_time;
    SumTotal sum;
    double gauge;
    const HistogramTotals* histogram;
};

class MetricRegistry {
public:
    static constexpr std::size_t kMaxInstruments = 10'000;

    MetricRegistry(const RecordingLimits& limits, std::vector<double> default_boundaries, const Clock& clock,
                   const Scope& own_scope);

    [[nodiscard]] std::mutex& mutex() noexcept { return mutex_; }

    /// Returns the instrument, made if it is new, or nullptr when there are too many. The first description and
    /// boundaries of an instrument stay.
    [[nodiscard]] Instrument* instrument(const InstrumentRequest& request);

    /// Returns where measurements of `key` by `owner` go; a target without series when there are too many instruments.
    [[nodiscard]] SeriesCache::Target target(const SeriesKey& key, CellOwner& owner, EditCounts& edits);
    [[nodiscard]] SeriesCache::Target target(Series& series, CellOwner& owner);

    /// Returns the series of `attributes` and gives it a slot in every thread's table of bound cells.
    [[nodiscard]] Series& bind(Instrument& instrument, const Attributes& attributes, EditCounts& edits);

    /// Folds the cells of a thread that ends into their series.
    void retire(CellOwner& owner) noexcept;

    /// For a forked child: forgets the parent's measurements and every cell but those of `survivor`, which may be null.
    void reset_after_fork(const CellOwner* survivor) noexcept;

    /// Calls visit(const Instrument&, const MetricPoint&) for every point to export, scope by scope and instrument by
    /// instrument, and returns how many. With delta temporality a point covers what came since the previous call.
    template <class Visit>
    std::uint64_t collect(Temporality temporality, std::uint64_t now, Visit&& visit);

    /// Attribute sets of all instruments together.
    [[nodiscard]] std::uint64_t series_count() const noexcept { return series_count_.load(std::memory_order_relaxed); }
    /// What is left of the memory for threads' own cells, in bytes.
    [[nodiscard]] std::atomic<std::ptrdiff_t>& cell_budget() noexcept { return cell_budget_; }

private:
    [[nodiscard]] Instrument* instrument_locked(const InstrumentRequest& request);
    [[nodiscard]] Series& series_locked(Instrument& instrument, const Attributes& attributes, EditCounts& edits);
    [[nodiscard]] SeriesCache::Target target_locked(Series& series, CellOwner& owner);
    [[nodiscard]] Series& add_series(Instrument& instrument, std::string_view encoded);
    [[nodiscard]] SumCell* sum_cell(Series& series, CellOwner& owner);
    [[nodiscard]] HistogramCell* histogram_cell(Series& series, CellOwner& owner);

    static SumTotal total_sum(const Series& series) noexcept;
    void total_histogram(const Series& series, HistogramTotals& total);
    bool sum_point(Series& series, Temporality temporality, SumTotal& out) noexcept;
    bool histogram_point(Series& series, Temporality temporality, HistogramTotals& out);

    static constexpr std::ptrdiff_t kCellBudgetBytes = 8 << 20;
    static constexpr std::ptrdiff_t kSharedBudgetBytes = std::ptrdiff_t{1} << 40;

    const RecordingLimits& limits_;
    const std::vector<double> default_boundaries_;
    const Clock& clock_;
    const Scope& own_scope_;

    std::mutex mutex_;
    std::unordered_map<std::string, Instrument*> by_identity_;
    std::vector<std::unique_ptr<Instrument>> instruments_;  // by id
    std::vector<Instrument*> by_scope_;
    std::uint32_t next_bound_slot_ = 0;
    std::uint64_t last_collection_ = 0;
    ByteBuffer encoded_;
    std::vector<Attribute> sorted_;
    HistogramTotals cell_scratch_;
    HistogramTotals point_scratch_;

    std::atomic<std::ptrdiff_t> cell_budget_{kCellBudgetBytes};
    std::atomic<std::ptrdiff_t> shared_budget_{kSharedBudgetBytes};
    CellOwner shared_owner_{0, shared_budget_};
    std::atomic<std::uint64_t> series_count_{0};
};

template <class Visit>
std::uint64_t MetricRegistry::collect(Temporality temporality, std::uint64_t now, Visit&& visit) {
    const std::lock_guard lock(mutex_);
    std::uint64_t points = 0;
    for (Instrument* const instrument : by_scope_) {
        for (const auto& series : instrument->series) {
            const bool delta = temporality == Temporality::Delta && instrument->kind != InstrumentKind::UpDownCounter;
            const Temporality kind = delta ? Temporality::Delta : Temporality::Cumulative;
            // A series made after `now` was read, or before the clock was set back, starts now: no point ends before it
            // starts.
            series->start_time = std::min(series->start_time, now);
            MetricPoint point{*series, series->start_time, {}, 0, nullptr};
            if (delta) point.start_time = std::min(std::max(last_collection_, series->start_time), now);
            switch (instrument->kind) {
                case InstrumentKind::Counter:
                case InstrumentKind::UpDownCounter:
                    if (!sum_point(*series, kind, point.sum)) continue;
                    break;
                case InstrumentKind::Gauge:
                    if (!series->gauge_is_set.load(std::memory_order_acquire)) continue;
                    point.gauge = series->gauge.load(std::memory_order_relaxed);
                    break;
                case InstrumentKind::Histogram:
                    if (!histogram_point(*series, kind, point_scratch_)) continue;
                    point.histogram = &point_scratch_;
                    break;
            }
            visit(*instrument, point);
            ++points;
        }
    }
    last_collection_ = now;
    return points;
}

}  // namespace telemetryflow::hot
