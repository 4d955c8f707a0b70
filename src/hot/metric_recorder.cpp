#include "hot/metric_recorder.hpp"

#include <new>

namespace telemetryflow::hot::measurement {

SeriesCache::Target find_slowly(Engine& engine, ThreadRecorder& recorder, SeriesKey key,
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

void* bound_cell_slowly(Engine& engine, Series& series) noexcept try {
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr) {
        refuse(engine, DropReason::OutOfMemory);
        return nullptr;
    }
    // The table may be there and only not the one that the thread saw last.
    const std::uint32_t slot = *series.bound_slot;
    if (slot < t_view.bound_count && t_view.bound_cells[slot] != nullptr) return t_view.bound_cells[slot];
    const SeriesCache::Target target = engine.metrics.target(series, recorder->cells);
    void* cell = target.sum != nullptr ? static_cast<void*>(target.sum) : target.histogram;
    recorder->set_bound_cell(slot, cell);
    return cell;
} catch (const std::bad_alloc&) {
    refuse(engine, DropReason::OutOfMemory);
    return nullptr;
}

void refuse(Engine& engine, DropReason reason) noexcept {
    engine.drops.add(SignalType::Metrics, reason);
}

}  // namespace telemetryflow::hot::measurement
