#pragma once

// All instruments and series of one client. A thread comes here when its own cache does not know a measurement's key;
// everything is under one lock, which a measurement that the cache knows never takes.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "telemetryflow/domain/number_value.hpp"
#include "telemetryflow/domain/temporality.hpp"

#include "hot/attribute_encoder.hpp"
#include "hot/cell_allocator.hpp"
#include "hot/clock.hpp"
#include "hot/instrument.hpp"
#include "hot/metric_defaults.hpp"
#include "hot/metric_point.hpp"
#include "hot/reader_set.hpp"
#include "hot/recording_limits.hpp"
#include "hot/series_cache.hpp"
#include "hot/series_key.hpp"
#include "hot/temporality_rules.hpp"

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

class MetricRegistry {
public:
    static constexpr std::size_t kMaxInstruments = 10'000;

    MetricRegistry(const RecordingLimits& limits, MetricDefaults defaults, const Clock& clock, const Scope& own_scope);

    [[nodiscard]] std::mutex& mutex() noexcept { return mutex_; }

    /// Returns the instrument, made if it is new, or nullptr when there are too many. The first description and
    /// boundaries of an instrument stay.
    [[nodiscard]] Instrument* instrument(const InstrumentRequest& request);

    /// Returns where measurements of `key` by `owner` go: a target without series when there are too many instruments,
    /// a route when the instrument has no only stream.
    [[nodiscard]] SeriesCache::Target target(const SeriesKey& key, CellOwner& owner, EditCounts& edits);
    [[nodiscard]] SeriesCache::Target target(Series& series, CellOwner& owner);

    /// Returns the series of `attributes` and gives it a slot in every thread's table of bound cells.
    [[nodiscard]] Series& bind(Instrument& instrument, const Attributes& attributes, EditCounts& edits);

    /// Starts the collection that what is observed from now on belongs to.
    void begin_observing() noexcept;
    /// Takes a value of an observable instrument. Of equal attribute sets the last value counts, but where a view made
    /// them equal the values are added.
    void observe(Instrument& instrument, NumberValue value, const Attributes& attributes, EditCounts& edits);

    /// The reservoir of `owner` for exemplars of `series`, made if there is none, and entered into `place`; one without
    /// slots where memory is short. Throws std::bad_alloc.
    [[nodiscard]] ExemplarReservoir* reservoir(Series& series, std::uint64_t owner, Atomic<ExemplarReservoir*>& place);

    /// Folds the cells of a thread that ends into their series.
    void retire(CellOwner& owner) noexcept;

    /// For a forked child: forgets the parent's measurements and every cell but those of `survivor`, which may be null.
    void reset_after_fork(const CellOwner* survivor) noexcept;

    /// Calls visit(const MetricStream&, const MetricPoint&) for every point to export, scope by scope and stream by
    /// stream, and returns how many. A point of delta temporality covers what came since the previous call for
    /// `reader`.
    template <class Visit>
    std::uint64_t collect(Temporality preference, std::uint64_t now, Visit&& visit, std::size_t reader = kExporter);

    /// The reader that exports.
    static constexpr std::size_t kExporter = 0;
    static constexpr std::size_t kMaxReaders = 64;

    /// Makes a reader beside the exporter, to collect with `preference`; nothing when there are kMaxReaders. What it
    /// has first covers everything since the series' start. Throws std::bad_alloc.
    [[nodiscard]] std::optional<std::size_t> add_reader(Temporality preference);
    /// Forgets what the reader had; its number may be another one's from then on.
    void remove_reader(std::size_t reader) noexcept;

    /// Attribute sets of all instruments together.
    [[nodiscard]] std::uint64_t series_count() const noexcept { return series_count_.load(std::memory_order_relaxed); }
    /// What is left of the memory for threads' own cells, in bytes.
    [[nodiscard]] std::atomic<std::ptrdiff_t>& cell_budget() noexcept { return cell_budget_; }

private:
    [[nodiscard]] Instrument* instrument_locked(const InstrumentRequest& request);
    // Gives a new instrument what views make of it, or the default stream.
    void add_streams(Instrument& instrument, const std::string& description);
    void add_stream(Instrument& instrument, const View& view, const std::string& description);
    [[nodiscard]] BucketBounds bounds_of(const Instrument& instrument, const View& view) const;
    [[nodiscard]] Series& series_locked(MetricStream& stream, const Attributes& attributes, EditCounts& edits);
    [[nodiscard]] SeriesCache::Target target_locked(Series& series, CellOwner& owner);
    [[nodiscard]] Series& add_series(MetricStream& stream, std::string_view encoded);
    // What a handle has that is bound to `attributes`: their series, or what stands for it where it lacks some of them.
    [[nodiscard]] Series& bound_locked(MetricStream& stream, const Attributes& attributes, EditCounts& edits);
    [[nodiscard]] Series& bound_route(Instrument& instrument, std::vector<Series*> branches);
    [[nodiscard]] SumCell* sum_cell(Series& series, CellOwner& owner);
    [[nodiscard]] HistogramCell* histogram_cell(Series& series, CellOwner& owner);

    [[nodiscard]] HistogramCell* make_cell(const MetricStream& stream, CellOwner& owner) const;
    void begin_deltas(Series& series, std::size_t reader);
    static void reset_series(Series& series, std::uint64_t kept_owner) noexcept;
    void retire_reservoir(Series& series, std::uint64_t owner) noexcept;
    static void reset_reservoirs(Series& series, std::uint64_t kept_owner) noexcept;
    void fill_exemplars(const Series& series, MetricPoint& point);

    // A series of an observable instrument is there as long as a reader's last collection observed it.
    void forget_unobserved(MetricStream& stream, std::size_t reader);
    // What the reader had of series that lost their room it has of the overflow from now on.
    void move_displaced(MetricStream& stream, std::size_t reader);

    void total_histogram(Series& series, HistogramTotals& total);
    // Fill in the point's value; false where there is none.
    bool fill_further(Series& series, std::size_t reader, MetricPoint& point);
    static bool fill_sum(Series& series, std::size_t reader, MetricPoint& point) {
        point.value = series.total_sum();
        return point.temporality == Temporality::Cumulative || leave_delta(series, reader, point.value);
    }
    // Leaves of the total what the reader has not had; false where that is nothing.
    static bool leave_delta(Series& series, std::size_t reader, SumTotal& sum);
    static bool fill_last_value(const Series& series, MetricPoint& point) noexcept;
    bool fill_observed(Series& series, std::size_t reader, MetricPoint& point) const;
    bool fill_histogram(Series& series, std::size_t reader, MetricPoint& point);
    bool fill_exponential(Series& series, std::size_t reader, MetricPoint& point);

    static constexpr std::ptrdiff_t kCellBudgetBytes = 8 << 20;
    // Beyond so many sets of attributes that series lack, exemplars of bound handles lack them too.
    static constexpr std::size_t kMaxAliases = 1000;
    static constexpr std::ptrdiff_t kSharedBudgetBytes = std::ptrdiff_t{1} << 40;

    const RecordingLimits& limits_;
    const MetricDefaults defaults_;
    const Clock& clock_;
    const Scope& own_scope_;

    std::mutex mutex_;
    std::unordered_map<std::string, Instrument*> by_identity_;
    std::vector<std::unique_ptr<Instrument>> instruments_;  // by id
    std::vector<MetricStream*> streams_;                    // by id
    std::vector<MetricStream*> by_scope_;
    std::uint32_t next_bound_slot_ = 0;
    std::size_t alias_count_ = 0;
    std::uint64_t collection_ = 0;
    std::vector<std::uint64_t> last_collections_{0};  // by reader
    ReaderSet readers_ = reader_bit(kExporter);
    ReaderSet delta_readers_;  // those that may ask for what came since their last collection
    ByteBuffer encoded_;
    std::vector<Attribute> sorted_;
    HistogramTotals cell_scratch_;
    HistogramTotals point_scratch_;
    std::vector<Exemplar> exemplar_scratch_;
    ExemplarReservoir no_reservoir_{0, false};
    ExponentialTotals exponential_cell_scratch_;
    ExponentialTotals exponential_scratch_;

    std::atomic<std::ptrdiff_t> cell_budget_{kCellBudgetBytes};
    std::atomic<std::ptrdiff_t> shared_budget_{kSharedBudgetBytes};
    CellOwner shared_owner_{0, shared_budget_};
    std::atomic<std::uint64_t> series_count_{0};
};

template <class Visit>
std::uint64_t MetricRegistry::collect(Temporality preference, std::uint64_t now, Visit&& visit, std::size_t reader) {
    const std::lock_guard lock(mutex_);
    std::uint64_t points = 0;
    for (MetricStream* const stream : by_scope_) {
        if (is_observable(stream->kind)) forget_unobserved(*stream, reader);
        const Temporality temporality = temporality_of(stream->kind, preference);
        // Of most streams, and a call less for each of their points.
        const bool is_sum = stream->aggregation == Aggregation::Sum && !is_observable(stream->kind);
        for (const auto& series : stream->series) {
            // A series made after `now` was read, or before the clock was set back, starts now: no point ends before it
            // starts.
            series->start_time = std::min(series->start_time, now);
            MetricPoint point{*series, series->start_time, temporality};
            if (temporality == Temporality::Delta) {
                point.start_time = std::min(std::max(last_collections_[reader], series->start_time), now);
            }
            if (!(is_sum ? fill_sum(*series, reader, point) : fill_further(*series, reader, point))) continue;
            if (!series->reservoirs.empty()) fill_exemplars(*series, point);
            visit(*stream, point);
            ++points;
        }
    }
    last_collections_[reader] = now;
    return points;
}

}  // namespace telemetryflow::hot
