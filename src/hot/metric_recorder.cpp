#include "hot/metric_recorder.hpp"

#include <cmath>
#include <new>

#include "hot/thread_recorder.hpp"

namespace telemetryflow::hot {
namespace {

// The way of a measurement by key: the thread's cache, or else the registry, which fills the cache.
[[gnu::noinline]] SeriesCache::Target find_slowly(Engine& engine, ThreadRecorder& recorder, const SeriesKey& key,
                                                  std::uint64_t hash) noexcept try {
    const SeriesCache::Target target = engine.metrics.target(key, recorder.cells, recorder.edits);
    if (target.series == nullptr) {
        engine.drops.add(SignalType::Metrics, DropReason::InvalidValue);
        return {};
    }
    recorder.series_cache.insert(key, hash, target);
    return target;
} catch (const std::bad_alloc&) {
    engine.drops.add(SignalType::Metrics, DropReason::OutOfMemory);
    return {};
}

template <class Use>
void with_target(Engine& engine, const SeriesKey& key, Use&& use) noexcept {
    if (!engine.enabled(SignalType::Metrics) || !engine.admits(SignalType::Metrics)) return;
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr) [[unlikely]] {
        engine.drops.add(SignalType::Metrics, DropReason::OutOfMemory);
        return;
    }
    const std::uint64_t hash = key.hash(engine.hash_seed);
    if (const SeriesCache::Target* known = recorder->series_cache.find(key, hash)) [[likely]] {
        use(*known);
        return;
    }
    const SeriesCache::Target target = find_slowly(engine, *recorder, key, hash);
    if (target.series != nullptr) use(target);
}

// A bound handle's way: the series is known, the thread's cell is in its table of bound cells or is entered there.
template <class Cell, class Use>
void with_bound_cell(Engine& engine, Series& series, Use&& use) noexcept {
    if (!engine.enabled(SignalType::Metrics) || !engine.admits(SignalType::Metrics)) return;
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr) [[unlikely]] {
        engine.drops.add(SignalType::Metrics, DropReason::OutOfMemory);
        return;
    }
    const std::uint32_t slot = *series.bound_slot;
    void* cell = slot < t_view.bound_count ? t_view.bound_cells[slot] : nullptr;
    if (cell == nullptr) [[unlikely]] {
        try {
            const SeriesCache::Target target = engine.metrics.target(series, recorder->cells);
            cell = target.sum != nullptr ? static_cast<void*>(target.sum) : target.histogram;
            recorder->set_bound_cell(slot, cell);
        } catch (const std::bad_alloc&) {
            engine.drops.add(SignalType::Metrics, DropReason::OutOfMemory);
            return;
        }
    }
    use(*static_cast<Cell*>(cell));
}

// Refused values are counted: a NaN or infinity would poison a sum for ever, and a counter never goes down.
bool is_finite(Engine& engine, double value) noexcept {
    if (std::isfinite(value)) [[likely]]
        return true;
    engine.drops.add(SignalType::Metrics, DropReason::InvalidValue);
    return false;
}

template <class Number>
bool is_addable(Engine& engine, InstrumentKind kind, Number value) noexcept {
    if (kind == InstrumentKind::Counter && value < 0) [[unlikely]] {
        engine.drops.add(SignalType::Metrics, DropReason::InvalidValue);
        return false;
    }
    return true;
}

void set_gauge(Series& series, double value) noexcept {
    series.gauge.store(value, std::memory_order_relaxed);
    if (!series.gauge_is_set.load(std::memory_order_relaxed)) [[unlikely]] {
        series.gauge_is_set.store(true, std::memory_order_release);
    }
}

}  // namespace

void add(Engine& engine, const SeriesKey& key, std::int64_t value) noexcept {
    if (!is_addable(engine, key.kind, value)) return;
    with_target(engine, key, [value](const SeriesCache::Target& target) { target.sum->add(value); });
}

void add(Engine& engine, const SeriesKey& key, double value) noexcept {
    if (!is_finite(engine, value) || !is_addable(engine, key.kind, value)) return;
    with_target(engine, key, [value](const SeriesCache::Target& target) { target.sum->add(value); });
}

void set(Engine& engine, const SeriesKey& key, double value) noexcept {
    if (!is_finite(engine, value)) return;
    with_target(engine, key, [value](const SeriesCache::Target& target) { set_gauge(*target.series, value); });
}

void record(Engine& engine, const SeriesKey& key, double value) noexcept {
    if (!is_finite(engine, value)) return;
    with_target(engine, key, [value](const SeriesCache::Target& target) { target.histogram->record(value); });
}

void add(Engine& engine, Series& series, std::int64_t value) noexcept {
    if (!is_addable(engine, series.instrument->kind, value)) return;
    with_bound_cell<SumCell>(engine, series, [value](SumCell& cell) { cell.add(value); });
}

void add(Engine& engine, Series& series, double value) noexcept {
    if (!is_finite(engine, value) || !is_addable(engine, series.instrument->kind, value)) return;
    with_bound_cell<SumCell>(engine, series, [value](SumCell& cell) { cell.add(value); });
}

void set(Engine& engine, Series& series, double value) noexcept {
    if (!is_finite(engine, value) || !engine.enabled(SignalType::Metrics)) return;
    if (engine.admits(SignalType::Metrics)) set_gauge(series, value);
}

void record(Engine& engine, Series& series, double value) noexcept {
    if (!is_finite(engine, value)) return;
    with_bound_cell<HistogramCell>(engine, series, [value](HistogramCell& cell) { cell.record(value); });
}

}  // namespace telemetryflow::hot
