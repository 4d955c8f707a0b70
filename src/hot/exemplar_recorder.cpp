// Measurements on their way into exemplars: only while a span is current, unless the filter says otherwise.

#include <algorithm>
#include <new>

#include "hot/attribute_encoder.hpp"
#include "hot/metric_recorder.hpp"

namespace telemetryflow::hot::measurement {
namespace {

constexpr std::uint32_t kFilteredAttributes = 7;  // Exemplar.filtered_attributes (metrics.proto)

std::string filtered(Engine& engine, ThreadRecorder& recorder, const Series& series, Attributes attributes) {
    const MetricStream& stream = *series.stream;
    const bool keeps_none = &series == stream.overflow;
    if (!keeps_none && !stream.attribute_keys) return {};
    AttributeEncoder encoder(engine.options.limits, recorder.edits);
    AttributeEncoder::Progress progress;
    ByteBuffer bytes;
    for (const Attribute& attribute : attributes) {
        if (!keeps_none &&
            std::binary_search(stream.attribute_keys->begin(), stream.attribute_keys->end(), attribute.key))
            continue;
        if (!encoder.append(bytes, kFilteredAttributes, attribute, progress)) throw std::bad_alloc();
    }
    return std::string(bytes.view());
}

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

}  // namespace

void offer_exemplar(Engine& engine, ThreadRecorder& recorder, const SeriesCache::Target& target, Attributes attributes,
                    NumberValue value) noexcept try {
    if (target.series->stream == nullptr) return;  // a route: its streams have been offered it
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
            exemplar.filtered_attributes = filtered(engine, recorder, *target.series, attributes);
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

void offer_bound(Engine& engine, Series& series, SumCell& cell, NumberValue value) noexcept {
    if (ThreadRecorder* const recorder = engine.recorder(); recorder != nullptr && recorder->offers_exemplars())
        offer_exemplar(engine, *recorder, {&series, &cell, nullptr}, {}, value);
}

void offer_bound(Engine& engine, Series& series, HistogramCell& cell, NumberValue value) noexcept {
    if (ThreadRecorder* const recorder = engine.recorder(); recorder != nullptr && recorder->offers_exemplars())
        offer_exemplar(engine, *recorder, {&series, nullptr, &cell}, {}, value);
}

}  // namespace telemetryflow::hot::measurement
