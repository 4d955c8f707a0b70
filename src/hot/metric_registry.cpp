#include "hot/metric_registry.hpp"

#include <algorithm>
#include <iterator>
#include <new>

#include "domain/utf8.hpp"

namespace telemetryflow::hot {
namespace {

// Field numbers of the attributes in NumberDataPoint and HistogramDataPoint (metrics.proto).
constexpr std::uint32_t kNumberAttributes = 7;
constexpr std::uint32_t kHistogramAttributes = 9;

// Boundaries of OpenTelemetry's HTTP conventions for durations in seconds, and of its SDK for everything else.
// Constants without a destructor, because instruments are made at any time of the process's life.
constexpr double kSecondBoundaries[] = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
constexpr double kGeneralBoundaries[] = {0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000};

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

MetricRegistry::MetricRegistry(const RecordingLimits& limits, std::vector<double> default_boundaries,
                               const Clock& clock, const Scope& own_scope)
    : limits_(limits), default_boundaries_(std::move(default_boundaries)), clock_(clock), own_scope_(own_scope) {}

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
        Instrument& known = *found->second;
        if (known.description.empty() && !request.description.empty())
            known.description = as_valid_text(request.description, limits_.name_length);
        return &known;
    }
    if (instruments_.size() >= kMaxInstruments) return nullptr;

    auto made = std::make_unique<Instrument>();
    made->id = static_cast<std::uint32_t>(instruments_.size() + 1);
    made->scope = &scope;
    made->kind = request.kind;
    made->name = name;
    made->unit = unit;
    made->description = as_valid_text(request.description, limits_.name_length);
    if (request.kind == InstrumentKind::Histogram) {
        std::span<const double> bounds = unit == "s" ? std::span<const double>(kSecondBoundaries) : kGeneralBoundaries;
        if (!default_boundaries_.empty()) bounds = default_boundaries_;
        if (!request.boundaries.empty()) bounds = request.boundaries;
        made->bounds = BucketBounds(bounds);
    }
    instruments_.reserve(instruments_.size() + 1);
    by_scope_.reserve(by_scope_.size() + 1);
    by_identity_.emplace(identity, made.get());
    const auto behind =
        std::upper_bound(by_scope_.begin(), by_scope_.end(), scope.id,
                         [](std::uint16_t id, const Instrument* known) { return id < known->scope->id; });
    by_scope_.insert(behind, made.get());
    return instruments_.emplace_back(std::move(made)).get();
}

SeriesCache::Target MetricRegistry::target(const SeriesKey& key, CellOwner& owner, EditCounts& edits) {
    const std::lock_guard lock(mutex_);
    Instrument* instrument = key.instrument_id != 0
                                 ? instruments_[key.instrument_id - 1].get()
                                 : instrument_locked({.kind = key.kind, .name = key.name, .unit = key.unit});
    if (instrument == nullptr) return {};
    return target_locked(series_locked(*instrument, key.attributes, edits), owner);
}

SeriesCache::Target MetricRegistry::target(Series& series, CellOwner& owner) {
    const std::lock_guard lock(mutex_);
    return target_locked(series, owner);
}

SeriesCache::Target MetricRegistry::target_locked(Series& series, CellOwner& owner) {
    switch (series.instrument->kind) {
        case InstrumentKind::Gauge: return {&series, nullptr, nullptr};
        case InstrumentKind::Histogram: return {&series, nullptr, histogram_cell(series, owner)};
        default: return {&series, sum_cell(series, owner), nullptr};
    }
}

Series& MetricRegistry::bind(Instrument& instrument, const Attributes& attributes, EditCounts& edits) {
    const std::lock_guard lock(mutex_);
    Series& series = series_locked(instrument, attributes, edits);
    if (!series.bound_slot) series.bound_slot = next_bound_slot_++;
    return series;
}

Series& MetricRegistry::series_locked(Instrument& instrument, const Attributes& attributes, EditCounts& edits) {
    // By key, and among equal keys in the order given, so that the encoder keeps the last value.
    sorted_.assign(attributes.begin(), attributes.end());
    std::stable_sort(sorted_.begin(), sorted_.end(),
                     [](const Attribute& a, const Attribute& b) { return a.key < b.key; });
    encoded_.clear();
    AttributeEncoder encoder(limits_, edits);
    AttributeEncoder::Progress progress;
    const std::uint32_t field = instrument.kind == InstrumentKind::Histogram ? kHistogramAttributes : kNumberAttributes;
    if (!encoder.append(encoded_, field, Attributes(sorted_), progress)) throw std::bad_alloc();

    const std::string_view encoded = encoded_.view();
    if (const auto found = instrument.by_attributes.find(encoded); found != instrument.by_attributes.end()) {
        return *found->second;
    }
    if (instrument.by_attributes.size() < limits_.cardinality) {
        Series& series = add_series(instrument, encoded);
        instrument.by_attributes.emplace(series.attributes, &series);
        return series;
    }
    if (instrument.overflow == nullptr) {
        encoded_.clear();
        AttributeEncoder::Progress overflow_progress;
        const Attribute mark{"otel.metric.overflow", true};
        if (!encoder.append(encoded_, field, mark, overflow_progress)) throw std::bad_alloc();
        instrument.overflow = &add_series(instrument, encoded_.view());
    }
    return *instrument.overflow;
}

Series& MetricRegistry::add_series(Instrument& instrument, std::string_view encoded) {
    auto series = std::make_unique<Series>();
    series->instrument = &instrument;
    series->attributes = encoded;
    series->start_time = clock_.now();
    series_count_.fetch_add(1, std::memory_order_relaxed);
    return *instrument.series.emplace_back(std::move(series));
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
    const BucketBounds& bounds = series.instrument->bounds;
    const std::size_t bucket_bytes = (bounds.size() + 1) * sizeof(std::atomic<std::uint64_t>);
    void* memory = owner.allocator.allocate(sizeof(HistogramCell) + bucket_bytes);
    if (memory == nullptr) {
        if (&owner == &shared_owner_) throw std::bad_alloc();
        return histogram_cell(series, shared_owner_);
    }
    owner.series.reserve(owner.series.size() + 1);
    auto* buckets = reinterpret_cast<std::atomic<std::uint64_t>*>(static_cast<char*>(memory) + sizeof(HistogramCell));
    for (std::size_t i = 0; i <= bounds.size(); ++i)
        ::new (buckets + i) std::atomic<std::uint64_t>(0);
    auto* cell = ::new (memory) HistogramCell(bounds, buckets, owner.serial, &owner == &shared_owner_);
    series.histogram_cells.push_back(cell);
    owner.series.push_back(&series);
    return cell;
}

}  // namespace telemetryflow::hot
