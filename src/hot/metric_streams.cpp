// The half of MetricRegistry that makes streams of instruments.

#include <algorithm>
#include <span>
#include <utility>

#include "domain/view_selection.hpp"
#include "hot/metric_registry.hpp"

namespace telemetryflow::hot {
namespace {

// Boundaries of OpenTelemetry's HTTP conventions for durations in seconds, and of its SDK for everything else.
// Constants without a destructor, because instruments are made at any time of the process's life.
constexpr double kSecondBoundaries[] = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
constexpr double kGeneralBoundaries[] = {0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000};

static_assert(static_cast<int>(ViewInstrument::Counter) == static_cast<int>(InstrumentKind::Counter) &&
              static_cast<int>(ViewInstrument::ObservableGauge) == static_cast<int>(InstrumentKind::ObservableGauge));

ViewInstrument type_of(InstrumentKind kind) noexcept {
    return static_cast<ViewInstrument>(kind);
}

Aggregation aggregation_of(const Instrument& instrument, const View& view,
                           HistogramAggregation of_histograms) noexcept {
    if (is_compatible(view.aggregation, type_of(instrument.kind))) {
        switch (view.aggregation) {
            case ViewAggregation::Sum: return Aggregation::Sum;
            case ViewAggregation::LastValue: return Aggregation::LastValue;
            case ViewAggregation::ExplicitBucketHistogram: return Aggregation::ExplicitBucketHistogram;
            case ViewAggregation::Base2ExponentialHistogram: return Aggregation::ExponentialHistogram;
            default: break;
        }
    }
    return default_aggregation(instrument.kind, of_histograms == HistogramAggregation::Base2Exponential
                                                    ? Aggregation::ExponentialHistogram
                                                    : Aggregation::ExplicitBucketHistogram);
}

// Whether the cells of `stream` are what the calls of its instrument write into.
bool is_direct(const MetricStream& stream) noexcept {
    switch (stream.kind) {
        case InstrumentKind::Gauge: return stream.aggregation == Aggregation::LastValue;
        case InstrumentKind::Histogram: return is_histogram(stream.aggregation);
        default: return stream.aggregation == Aggregation::Sum;
    }
}

}  // namespace

void MetricRegistry::add_streams(Instrument& instrument, const std::string& description) {
    const Scope& scope = *instrument.scope;
    const ViewCandidate candidate{type_of(instrument.kind), instrument.name, instrument.unit, scope.name, scope.version,
                                  scope.schema_url};
    bool is_selected = false;
    for (const View& view : defaults_.views) {
        if (!selects(view, candidate)) continue;
        is_selected = true;
        if (view.aggregation != ViewAggregation::Drop) add_stream(instrument, view, description);
    }
    if (!is_selected) add_stream(instrument, View{}, description);
    if (instrument.streams.size() == 1 && is_direct(*instrument.streams.front()))
        instrument.only = instrument.streams.front().get();
}

void MetricRegistry::add_stream(Instrument& instrument, const View& view, const std::string& description) {
    auto made = std::make_unique<MetricStream>();
    made->instrument = &instrument;
    made->scope = instrument.scope;
    made->kind = instrument.kind;
    made->aggregation = aggregation_of(instrument, view, defaults_.histogram_aggregation);
    made->id = SeriesKey::kStreamBit | static_cast<std::uint32_t>(streams_.size());
    made->name = view.name.empty() ? instrument.name : view.name;
    made->unit = view.unit.empty() ? instrument.unit : view.unit;
    made->description = view.description.empty() ? description : view.description;
    if (made->aggregation == Aggregation::ExplicitBucketHistogram) made->bounds = bounds_of(instrument, view);
    made->max_size = view.max_size;
    made->max_scale = view.max_scale;
    made->record_min_max = view.record_min_max;
    made->attribute_keys = view.attribute_keys;
    if (made->attribute_keys) std::sort(made->attribute_keys->begin(), made->attribute_keys->end());
    made->cardinality = view.cardinality_limit.value_or(limits_.cardinality);

    instrument.streams.reserve(instrument.streams.size() + 1);
    streams_.reserve(streams_.size() + 1);
    const auto behind =
        std::upper_bound(by_scope_.begin(), by_scope_.end(), instrument.scope->id,
                         [](std::uint16_t id, const MetricStream* known) { return id < known->scope->id; });
    by_scope_.insert(behind, made.get());
    streams_.push_back(made.get());
    instrument.streams.push_back(std::move(made));
}

BucketBounds MetricRegistry::bounds_of(const Instrument& instrument, const View& view) const {
    if (!view.boundaries.empty()) return BucketBounds(view.boundaries);
    if (!instrument.boundaries.empty()) return BucketBounds(instrument.boundaries);
    if (!defaults_.boundaries.empty()) return BucketBounds(defaults_.boundaries);
    return BucketBounds(instrument.unit == "s" ? std::span<const double>(kSecondBoundaries)
                                               : std::span<const double>(kGeneralBoundaries));
}

}  // namespace telemetryflow::hot
