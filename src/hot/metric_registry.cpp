#include "hot/metric_registry.hpp"

#include <new>
#include <utility>

#include "hot/attribute_order.hpp"
#include "hot/explicit_histogram_cell.hpp"
#include "hot/exponential_histogram_cell.hpp"

namespace telemetryflow::hot {
namespace {

// Field numbers of the attributes in NumberDataPoint, HistogramDataPoint and ExponentialHistogramDataPoint
// (metrics.proto).
constexpr std::uint32_t attributes_field(Aggregation aggregation) noexcept {
    switch (aggregation) {
        case Aggregation::ExplicitBucketHistogram: return 9;
        case Aggregation::ExponentialHistogram: return 1;
        default: return 7;
    }
}

}  // namespace

MetricRegistry::MetricRegistry(const RecordingLimits& limits, MetricDefaults defaults, const Clock& clock,
                               const Scope& own_scope)
    : limits_(limits),
      defaults_(std::move(defaults)),
      clock_(clock),
      own_scope_(own_scope),
      delta_readers_(defaults_.exported != Temporality::Cumulative ? reader_bit(kExporter) : 0) {}

SeriesCache::Target MetricRegistry::target(const SeriesKey& key, CellOwner& owner, EditCounts& edits) {
    const std::lock_guard lock(mutex_);
    if (const std::uint32_t stream = key.instrument_id & ~SeriesKey::kStreamBit; stream != key.instrument_id) {
        return target_locked(series_locked(*streams_[stream], key.attributes, edits), owner);
    }
    Instrument* instrument = key.instrument_id != 0
                                 ? instruments_[key.instrument_id - 1].get()
                                 : instrument_locked({.kind = key.kind, .name = key.name, .unit = key.unit});
    if (instrument == nullptr) return {};
    if (instrument->only == nullptr) return {&instrument->route, nullptr, nullptr};
    return target_locked(series_locked(*instrument->only, key.attributes, edits), owner);
}

SeriesCache::Target MetricRegistry::target(Series& series, CellOwner& owner) {
    const std::lock_guard lock(mutex_);
    return target_locked(series.recorded(), owner);
}

SeriesCache::Target MetricRegistry::target_locked(Series& series, CellOwner& owner) {
    switch (series.stream->aggregation) {
        case Aggregation::Sum: return {&series, sum_cell(series, owner), nullptr};
        case Aggregation::LastValue: return {&series, nullptr, nullptr};
        default: return {&series, nullptr, histogram_cell(series, owner)};
    }
}

Series& MetricRegistry::series_locked(MetricStream& stream, const Attributes& attributes, EditCounts& edits) {
    // By key, and among equal keys in the order given, so that the encoder keeps the last value.
    sorted_.clear();
    for (const Attribute& attribute : attributes) {
        if (stream.keeps(attribute.key)) sorted_.push_back(attribute);
    }
    sort_by_key(sorted_);
    encoded_.clear();
    AttributeEncoder encoder(limits_, edits);
    AttributeEncoder::Progress progress;
    const std::uint32_t field = attributes_field(stream.aggregation);
    if (!encoder.append(encoded_, field, Attributes(sorted_), progress)) throw std::bad_alloc();

    const std::string_view encoded = encoded_.view();
    if (const auto found = stream.by_attributes.find(encoded); found != stream.by_attributes.end()) {
        // Of what callbacks observe the first ones have the room, also before those of earlier collections
        // (OpenTelemetry metrics SDK, "Asynchronous instrument cardinality limits").
        const bool has_its_room = !is_observable(stream.kind) || found->second->observed_in == collection_;
        if (has_its_room || stream.has_room()) return *found->second;
        found->second->displaced_in = collection_;
    } else if (stream.has_room()) {
        Series& series = add_series(stream, encoded);
        stream.by_attributes.emplace(series.attributes, &series);
        return series;
    }
    if (stream.overflow == nullptr) {
        encoded_.clear();
        AttributeEncoder::Progress overflow_progress;
        const Attribute mark{"otel.metric.overflow", true};
        if (!encoder.append(encoded_, field, mark, overflow_progress)) throw std::bad_alloc();
        stream.overflow = &add_series(stream, encoded_.view());
        stream.overflow->is_overflow = true;
    }
    return *stream.overflow;
}

Series& MetricRegistry::add_series(MetricStream& stream, std::string_view encoded) {
    auto series = std::make_unique<Series>();
    series->instrument = stream.instrument;
    series->stream = &stream;
    series->attributes = encoded;
    // What is observed was summed up since the instrument was made, at the latest.
    series->start_time = is_observable(stream.kind) ? stream.instrument->made_at : clock_.now();
    if (stream.aggregation == Aggregation::ExponentialHistogram)
        series->exponential = std::make_unique<ExponentialSeries>();
    series_count_.fetch_add(1, std::memory_order_relaxed);
    return *stream.series.emplace_back(std::move(series));
}

SumCell* MetricRegistry::sum_cell(Series& series, CellOwner& owner) {
    for (SumCell* cell : series.sum_cells) {
        if (cell->owner == owner.serial) return cell;
    }
    void* memory = owner.allocator.allocate(sizeof(SumCell));
    if (memory == nullptr) {
        if (&owner == &shared_owner_) throw std::bad_alloc();
        return sum_cell(series, shared_owner_);
    }
    owner.series.reserve(owner.series.size() + 1);
    auto* cell = ::new (memory) SumCell;
    cell->owner = owner.serial;
    cell->shared = &owner == &shared_owner_;
    series.sum_cells.push_back(cell);
    owner.series.push_back(&series);
    return cell;
}

HistogramCell* MetricRegistry::histogram_cell(Series& series, CellOwner& owner) {
    for (HistogramCell* cell : series.histogram_cells) {
        if (cell->owner() == owner.serial) return cell;
    }
    owner.series.reserve(owner.series.size() + 1);
    series.histogram_cells.reserve(series.histogram_cells.size() + 1);
    HistogramCell* cell = make_cell(*series.stream, owner);
    if (cell == nullptr) {
        if (&owner == &shared_owner_) throw std::bad_alloc();
        return histogram_cell(series, shared_owner_);
    }
    series.histogram_cells.push_back(cell);
    owner.series.push_back(&series);
    return cell;
}

HistogramCell* MetricRegistry::make_cell(const MetricStream& stream, CellOwner& owner) const {
    if (stream.aggregation == Aggregation::ExponentialHistogram) {
        const std::size_t counts_bytes = 2 * std::size_t{stream.max_size} * sizeof(std::uint64_t);
        void* memory = owner.allocator.allocate(sizeof(ExponentialHistogramCell) + counts_bytes);
        if (memory == nullptr) return nullptr;
        auto* counts = reinterpret_cast<std::uint64_t*>(static_cast<char*>(memory) + sizeof(ExponentialHistogramCell));
        return ::new (memory) ExponentialHistogramCell(counts, stream.max_size, stream.max_scale, owner.serial);
    }
    const BucketBounds& bounds = stream.bounds;
    const std::size_t bucket_bytes = (bounds.size() + 1) * sizeof(std::atomic<std::uint64_t>);
    void* memory = owner.allocator.allocate(sizeof(ExplicitHistogramCell) + bucket_bytes);
    if (memory == nullptr) return nullptr;
    auto* buckets =
        reinterpret_cast<std::atomic<std::uint64_t>*>(static_cast<char*>(memory) + sizeof(ExplicitHistogramCell));
    for (std::size_t i = 0; i <= bounds.size(); ++i)
        ::new (buckets + i) std::atomic<std::uint64_t>(0);
    const bool is_locked = &owner == &shared_owner_ || delta_readers_ != 0;
    return ::new (memory) ExplicitHistogramCell(bounds, buckets, owner.serial, is_locked);
}

}  // namespace telemetryflow::hot
