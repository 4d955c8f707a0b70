#include "hot/metric_registry.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "domain/utf8.hpp"
#include "hot/explicit_histogram_cell.hpp"
#include "hot/exponential_histogram_cell.hpp"
#include "hot/filtered_attributes.hpp"

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

std::string as_valid_text(std::string_view text, std::size_t limit) {
    text = utf8::prefix(text, limit);
    std::string valid(utf8::repaired_size(text), '\0');
    utf8::repair(valid.data(), text);
    return valid;
}

// OpenTelemetry compares instrument names without regard to ASCII case.
std::string identity_of(InstrumentKind kind, const Scope& scope, std::string_view name, std::string_view unit) {
    std::string identity(1, static_cast<char>(kind));
    identity += static_cast<char>(scope.id & 0xFFU);
    identity += static_cast<char>(scope.id >> 8U);
    for (const char c : name)
        identity += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    identity += '\0';
    identity += unit;
    return identity;
}

}  // namespace

MetricRegistry::MetricRegistry(const RecordingLimits& limits, MetricDefaults defaults, const Clock& clock,
                               const Scope& own_scope)
    : limits_(limits),
      defaults_(std::move(defaults)),
      clock_(clock),
      own_scope_(own_scope),
      delta_readers_(defaults_.exported != Temporality::Cumulative ? reader_bit(kExporter) : 0) {}

Instrument* MetricRegistry::instrument(const InstrumentRequest& request) {
    const std::lock_guard lock(mutex_);
    return instrument_locked(request);
}

Instrument* MetricRegistry::instrument_locked(const InstrumentRequest& request) {
    const std::string name = as_valid_text(request.name, limits_.name_length);
    const std::string unit = as_valid_text(request.unit, limits_.name_length);
    const Scope& scope = request.scope != nullptr ? *request.scope : own_scope_;
    const std::string identity = identity_of(request.kind, scope, name, unit);
    if (const auto found = by_identity_.find(identity); found != by_identity_.end()) {
        for (const auto& stream : found->second->streams) {
            if (stream->description.empty() && !request.description.empty())
                stream->description = as_valid_text(request.description, limits_.name_length);
        }
        return found->second;
    }
    if (instruments_.size() >= kMaxInstruments) return nullptr;

    auto made = std::make_unique<Instrument>();
    made->id = static_cast<std::uint32_t>(instruments_.size() + 1);
    made->scope = &scope;
    made->kind = request.kind;
    made->name = name;
    made->unit = unit;
    made->boundaries = request.boundaries;
    made->made_at = clock_.now();
    made->route.instrument = made.get();
    made->route.gauge_state.store(Series::GaugeState::Elsewhere, std::memory_order_relaxed);
    instruments_.reserve(instruments_.size() + 1);
    by_identity_.reserve(by_identity_.size() + 1);
    add_streams(*made, as_valid_text(request.description, limits_.name_length));
    by_identity_.emplace(identity, made.get());
    return instruments_.emplace_back(std::move(made)).get();
}

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

Series& MetricRegistry::bind(Instrument& instrument, const Attributes& attributes, EditCounts& edits) {
    const std::lock_guard lock(mutex_);
    std::vector<Series*> branches;
    for (const auto& stream : instrument.streams) {
        Series& series = bound_locked(*stream, attributes, edits);
        if (instrument.only != nullptr) return series;
        branches.push_back(&series);
    }
    return bound_route(instrument, std::move(branches));
}

Series& MetricRegistry::bound_locked(MetricStream& stream, const Attributes& attributes, EditCounts& edits) {
    Series& series = series_locked(stream, attributes, edits);
    if (!series.bound_slot) series.bound_slot = next_bound_slot_++;
    if (!defaults_.keeps_exemplars) return series;
    sorted_.assign(attributes.begin(), attributes.end());
    std::stable_sort(sorted_.begin(), sorted_.end(),
                     [](const Attribute& a, const Attribute& b) { return a.key < b.key; });
    std::string filtered = filtered_attributes(series, Attributes(sorted_), limits_, edits);
    if (filtered.empty()) return series;
    for (const auto& known : stream.bound_aliases) {
        if (known->recorded_in == &series && known->filtered_attributes == filtered) return *known;
    }
    if (alias_count_ == kMaxAliases) return series;
    auto alias = std::make_unique<Series>();
    alias->instrument = stream.instrument;
    alias->stream = &stream;
    alias->bound_slot = next_bound_slot_++;
    alias->recorded_in = &series;
    alias->filtered_attributes = std::move(filtered);
    ++alias_count_;
    return *stream.bound_aliases.emplace_back(std::move(alias));
}

Series& MetricRegistry::bound_route(Instrument& instrument, std::vector<Series*> branches) {
    for (const auto& known : instrument.bound_routes) {
        if (known->branches == branches) return *known;
    }
    auto route = std::make_unique<Series>();
    route->instrument = &instrument;
    route->gauge_state.store(Series::GaugeState::Elsewhere, std::memory_order_relaxed);
    route->bound_slot = next_bound_slot_++;  // stays empty: what is bound here takes the slower way
    route->branches = std::move(branches);
    return *instrument.bound_routes.emplace_back(std::move(route));
}

Series& MetricRegistry::series_locked(MetricStream& stream, const Attributes& attributes, EditCounts& edits) {
    // By key, and among equal keys in the order given, so that the encoder keeps the last value.
    sorted_.clear();
    for (const Attribute& attribute : attributes) {
        if (!stream.attribute_keys ||
            std::binary_search(stream.attribute_keys->begin(), stream.attribute_keys->end(), attribute.key))
            sorted_.push_back(attribute);
    }
    std::stable_sort(sorted_.begin(), sorted_.end(),
                     [](const Attribute& a, const Attribute& b) { return a.key < b.key; });
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
