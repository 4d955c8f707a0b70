#include "hot/metric_recorder.hpp"

#include <new>

#include "hot/disabled_instrument.hpp"

namespace telemetryflow::hot::measurement {

namespace {

// Apart from find(), so that what most calls do needs no frame for what few do.
[[gnu::noinline]] SeriesCache::Target ask_registry(Engine& engine, ThreadRecorder& recorder, const SeriesKey& key,
                                                   std::uint64_t hash) noexcept try {
    const SeriesCache::Target target = engine.metrics.target(key, recorder.cells, recorder.edits);
    if (target.series == nullptr) {
        refuse(engine, DropReason::InvalidValue);
        return {};
    }
    recorder.series_cache.insert(key, hash, target);
    return target;
} catch (const std::bad_alloc&) {
    refuse(engine, DropReason::OutOfMemory);
    return {};
}

}  // namespace

bool is_wanted(const Engine& engine, std::uint32_t instrument_id) noexcept {
    if (!engine.enabled(SignalType::Metrics) || instrument_id == kDisabledInstrument) return false;
    return instrument_id != 0 || engine.scopes.at(Scope::kOwn).may_record(SignalType::Metrics);
}

SeriesCache::Target find(Engine& engine, ThreadRecorder& recorder, SeriesKey key, std::uint64_t print) noexcept {
    const std::uint64_t hash = key.hash(engine.hash_seed);
    if (const SeriesCache::Target* known = recorder.series_cache.find(key, hash, print)) [[likely]]
        return *known;
    return ask_registry(engine, recorder, key, hash);
}

void* bound_cell_slowly(Engine& engine, Series& series) noexcept try {
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr) {
        refuse(engine, DropReason::OutOfMemory);
        return nullptr;
    }
    // The table may be there and only not the one that the thread saw last.
    const std::uint32_t slot = *series.bound_slot;
    if (void* const known = recorder->bound_cell(slot)) return known;
    const SeriesCache::Target target = engine.metrics.target(series, recorder->cells);
    void* cell = target.sum != nullptr ? static_cast<void*>(target.sum) : target.histogram;
    recorder->set_bound_cell(slot, cell);
    return cell;
} catch (const std::bad_alloc&) {
    refuse(engine, DropReason::OutOfMemory);
    return nullptr;
}

namespace {

void put(Series& series, SumCell* sum, HistogramCell* histogram, NumberValue value) noexcept {
    if (histogram != nullptr) {
        record_in(*histogram, value.to_double());
    } else if (sum == nullptr) {
        static_cast<void>(value.is_double() ? set_gauge(series, value.as_double())
                                            : set_gauge(series, value.as_int64()));
    } else if (value.is_double()) {
        sum->add(value.as_double());
    } else {
        sum->add(value.as_int64());
    }
}

}  // namespace

void record_in_streams(Engine& engine, const Instrument& instrument, Attributes attributes,
                       NumberValue value) noexcept {
    for (const auto& stream : instrument.streams) {
        const SeriesKey of_stream{.instrument_id = stream->id, .kind = instrument.kind, .attributes = attributes};
        with_target(engine, of_stream, value, [value](const SeriesCache::Target& target) {
            put(*target.series, target.sum, target.histogram, value);
        });
    }
}

void record_in_branches(Engine& engine, const Series& route, NumberValue value) noexcept {
    for (Series* const series : route.branches) {
        switch (series->stream->aggregation) {
            case Aggregation::Sum:
                with_bound_cell<SumCell>(engine, *series, value,
                                         [&](SumCell& cell) { put(*series, &cell, nullptr, value); });
                break;
            case Aggregation::LastValue:
                if (value.is_double()) {
                    set(engine, *series, value.as_double());
                } else {
                    set(engine, *series, value.as_int64());
                }
                break;
            default:
                with_bound_cell<HistogramCell>(engine, *series, value,
                                               [&](HistogramCell& cell) { put(*series, nullptr, &cell, value); });
                break;
        }
    }
}

void refuse(Engine& engine, DropReason reason) noexcept {
    engine.drops.add(SignalType::Metrics, reason);
}

}  // namespace telemetryflow::hot::measurement
