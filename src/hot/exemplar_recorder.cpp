// Measurements on their way into exemplars: only while a span is current, unless the filter says otherwise.

#include <new>

#include "hot/filtered_attributes.hpp"
#include "hot/metric_recorder.hpp"

namespace telemetryflow::hot::measurement {
namespace {

ExemplarReservoir* reservoir_of(Engine& engine, const SeriesCache::Target& target) {
    Atomic<ExemplarReservoir*>& place = target.sum != nullptr         ? target.sum->exemplars
                                        : target.histogram != nullptr ? target.histogram->exemplars
                                                                      : target.series->gauge_exemplars;
    if (ExemplarReservoir* const known = place.load_acquire()) return known;
    const std::uint64_t owner = target.sum != nullptr         ? target.sum->owner
                                : target.histogram != nullptr ? target.histogram->owner()
                                                              : 0;
    return engine.metrics.reservoir(*target.series, owner, place);
}

// Has a measurement of `target` become an exemplar, where the filter and chance want it; filtered() gives the
// attributes that its point lacks.
template <class Filtered>
void offer(Engine& engine, ThreadRecorder& recorder, const SeriesCache::Target& target, NumberValue value,
           Filtered&& filtered) noexcept try {
    const ContextNode* const node = recorder.current();
    const bool has_span = node != nullptr && node->context.is_valid();
    const bool is_sampled = has_span && node->context.is_sampled();
    if (!is_sampled && engine.options.exemplar_filter == ExemplarFilter::TraceBased) return;
    ExemplarReservoir* const reservoir = reservoir_of(engine, target);
    if (reservoir->size() == 0) return;
    const std::size_t bucket = BucketBounds::bucket_of(value.to_double(), target.series->stream->bounds.padded());
    reservoir->offer(
        bucket, [&] { return recorder.ids.next(); },
        [&](Exemplar& exemplar) {
            exemplar.filtered_attributes = filtered();
            exemplar.value = SumTotal{};
            if (value.is_double()) {
                exemplar.value.doubles = value.as_double();
                exemplar.value.has_doubles = true;
            } else {
                exemplar.value.integers = value.as_int64();
            }
            exemplar.trace_id = has_span ? node->context.trace_id : TraceId{};
            exemplar.span_id = has_span ? node->context.span_id : SpanId{};
            exemplar.time = engine.clock.now();
        });
} catch (const std::bad_alloc&) {
    // The measurement counts, only that it is no exemplar.
}

void offer_bound(Engine& engine, Series& series, SumCell* sum, HistogramCell* histogram, NumberValue value) noexcept {
    if (engine.options.exemplar_filter == ExemplarFilter::AlwaysOff) return;
    ThreadRecorder* const recorder = engine.recorder();
    if (recorder == nullptr || !recorder->offers_exemplars()) return;
    offer(engine, *recorder, {&series.recorded(), sum, histogram}, value, [&] { return series.filtered_attributes; });
}

}  // namespace

void offer_exemplar(Engine& engine, ThreadRecorder& recorder, const SeriesCache::Target& target, Attributes attributes,
                    NumberValue value) noexcept {
    if (target.series->stream == nullptr) return;  // a route: its streams have been offered it
    offer(engine, recorder, target, value,
          [&] { return filtered_attributes(*target.series, attributes, engine.options.limits, recorder.edits); });
}

void offer_bound(Engine& engine, Series& series, SumCell& cell, NumberValue value) noexcept {
    offer_bound(engine, series, &cell, nullptr, value);
}

void offer_bound(Engine& engine, Series& series, HistogramCell& cell, NumberValue value) noexcept {
    offer_bound(engine, series, nullptr, &cell, value);
}

void offer_bound(Engine& engine, Series& gauge, NumberValue value) noexcept {
    offer_bound(engine, gauge, nullptr, nullptr, value);
}

}  // namespace telemetryflow::hot::measurement
