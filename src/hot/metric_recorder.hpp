#pragma once

// Measurements on their way into cells. Free functions, callable from any thread; they never throw and allocate only
// when a thread meets a series for the first time. NaN and infinities are refused and counted, as is a negative
// addition to a counter (docs/guides/metrics.md). Inline, so that a key is never put together in memory.

#include <cmath>
#include <cstdint>
#include <type_traits>

#include "telemetryflow/domain/number_value.hpp"
#include "telemetryflow/hot/sum_cell.hpp"

#include "hot/engine.hpp"
#include "hot/explicit_histogram_cell.hpp"
#include "hot/series_key.hpp"
#include "hot/thread_recorder.hpp"

namespace telemetryflow::hot {

namespace measurement {

/// Where measurements of `key` go: the thread's cache knows, or else the registry, which fills it. A target without
/// series after counting a loss.
[[nodiscard, gnu::noinline]] SeriesCache::Target find(Engine& engine, ThreadRecorder& recorder, SeriesKey key,
                                                      std::uint64_t print) noexcept;
/// The calling thread's cell of a bound series, made if it has none; null after counting a loss.
[[nodiscard, gnu::noinline]] void* bound_cell_slowly(Engine& engine, Series& series) noexcept;
/// The ways of measurements whose instrument has no only stream: to each of its streams.
[[gnu::noinline]] void record_in_streams(Engine& engine, const Instrument& instrument, Attributes attributes,
                                         NumberValue value) noexcept;
[[gnu::noinline]] void record_in_branches(Engine& engine, const Series& route, NumberValue value) noexcept;
/// Has a measurement that was made become an exemplar, where the filter and chance want it.
[[gnu::noinline]] void offer_exemplar(Engine& engine, ThreadRecorder& recorder, const SeriesCache::Target& target,
                                      Attributes attributes, NumberValue value) noexcept;
/// The same through a bound handle.
void offer_bound(Engine& engine, Series& series, SumCell& cell, NumberValue value) noexcept;
void offer_bound(Engine& engine, Series& series, HistogramCell& cell, NumberValue value) noexcept;
void offer_bound(Engine& engine, Series& gauge, NumberValue value) noexcept;
/// Counts a measurement that cannot be kept.
[[gnu::noinline]] void refuse(Engine& engine, DropReason reason) noexcept;

/// Whether what an instrument measures is recorded, where not all are; 0: of the client itself, without a handle.
[[nodiscard, gnu::noinline]] bool is_wanted(const Engine& engine, std::uint32_t instrument_id) noexcept;

/// Whether a measurement is recorded. Where a client does not record any more it is counted as dropped.
[[nodiscard, gnu::always_inline]] inline bool admits(Engine& engine, std::uint32_t instrument_id) noexcept {
    if (!engine.is_plain(SignalType::Metrics) && !is_wanted(engine, instrument_id)) [[unlikely]]
        return false;
    return engine.admits(SignalType::Metrics);
}

/// A NaN or infinity would poison a sum for ever.
[[nodiscard]] inline bool is_finite(Engine& engine, double value) noexcept {
    if (std::isfinite(value)) [[likely]]
        return true;
    refuse(engine, DropReason::InvalidValue);
    return false;
}

/// A counter never goes down.
template <class Number>
[[nodiscard]] bool is_addable(Engine& engine, InstrumentKind kind, Number value) noexcept {
    if (kind == InstrumentKind::Counter && value < 0) [[unlikely]] {
        refuse(engine, DropReason::InvalidValue);
        return false;
    }
    return true;
}

/// with_target() where the series is not known at first sight, or the measurement may be an exemplar.
template <class Number, class Use>
[[gnu::noinline]] void with_target_slowly(Engine& engine, SeriesKey key, Number value, Use use) noexcept {
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr) return refuse(engine, DropReason::OutOfMemory);
    const std::uint64_t print = key.print();
    const SeriesCache::Target* known = recorder->series_cache.recall(key, print);
    const SeriesCache::Target target = known != nullptr ? *known : find(engine, *recorder, key, print);
    if (target.series == nullptr) return;
    use(target);
    if (recorder->offers_exemplars()) offer_exemplar(engine, *recorder, target, key.attributes, value);
}

/// Calls `use` with where the measurement `value` of `key` goes. What is not done at once starts over elsewhere, so
/// that nothing is kept at hand for it here.
template <class Number, class Use>
[[gnu::always_inline]] inline void with_target(Engine& engine, const SeriesKey& key, Number value, Use use) noexcept {
    if (!admits(engine, key.instrument_id)) return;
    if (t_view.engine_id == engine.id) [[likely]] {
        const ThreadRecorder& recorder = *t_view.recorder;
        const SeriesCache::Target* known = recorder.series_cache.recall(key, key.print());
        if (known != nullptr && !recorder.offers_exemplars()) [[likely]]
            return use(*known);
    }
    with_target_slowly(engine, key, value, use);
}

/// A bound handle's way: the series is known, and the thread's cell is in its table of bound cells or is entered there.
template <class Cell, class Use>
[[gnu::always_inline]] inline void with_bound_cell(Engine& engine, Series& series, NumberValue value,
                                                   Use&& use) noexcept {
    if (!admits(engine, series.instrument->id)) return;
    const std::uint32_t slot = *series.bound_slot;
    void* cell = t_view.engine_id == engine.id && slot < t_view.bound_count ? t_view.bound_cells[slot] : nullptr;
    if (cell == nullptr) [[unlikely]] {
        cell = bound_cell_slowly(engine, series);
        if (cell == nullptr) return;
        use(*static_cast<Cell*>(cell));
        return offer_bound(engine, series, *static_cast<Cell*>(cell), value);
    }
    use(*static_cast<Cell*>(cell));
}

/// False where the series is a route.
template <class Number>
[[nodiscard]] inline bool set_gauge(Series& series, Number value) noexcept {
    constexpr bool kIsInteger = std::is_same_v<Number, std::int64_t>;
    constexpr auto kOwn = kIsInteger ? Series::GaugeState::Integer : Series::GaugeState::Double;
    if constexpr (kIsInteger) {
        series.gauge_integer.store(value, std::memory_order_relaxed);
    } else {
        series.gauge_double.store(value, std::memory_order_relaxed);
    }
    const Series::GaugeState state = series.gauge_state.load(std::memory_order_relaxed);
    if (state == Series::GaugeState::Elsewhere) [[unlikely]]
        return false;
    if (state != kOwn) [[unlikely]]
        series.gauge_state.store(kOwn, std::memory_order_release);
    return true;
}

template <class Number>
[[gnu::always_inline]] inline void set(Engine& engine, const SeriesKey& key, Number value) noexcept {
    const auto use = [&engine, attributes = key.attributes, value](const SeriesCache::Target& target) {
        if (!set_gauge(*target.series, value)) [[unlikely]]
            record_in_streams(engine, *target.series->instrument, attributes, value);
    };
    with_target(engine, key, value, use);
}
template <class Number>
inline void set(Engine& engine, Series& series, Number value) noexcept {
    if (!admits(engine, series.instrument->id)) return;
    if (series.stream == nullptr) return record_in_branches(engine, series, value);
    static_cast<void>(set_gauge(series.recorded(), value));
    if (t_view.engine_id != engine.id || t_view.recorder->offers_exemplars()) [[unlikely]]
        offer_bound(engine, series, value);
}

template <class Number>
[[gnu::always_inline]] inline void add(Engine& engine, const SeriesKey& key, Number value) noexcept {
    with_target(engine, key, value, [&engine, attributes = key.attributes, value](const SeriesCache::Target& target) {
        if (target.sum != nullptr) [[likely]] {
            target.sum->add(value);
        } else {
            record_in_streams(engine, *target.series->instrument, attributes, value);
        }
    });
}
template <class Number>
inline void add(Engine& engine, Series& series, Number value) noexcept {
    if (series.stream == nullptr) return record_in_branches(engine, series, value);
    with_bound_cell<SumCell>(engine, series, value, [value](SumCell& cell) { cell.add(value); });
}

}  // namespace measurement

/// Adds to a counter or up-down counter.
[[gnu::always_inline]] inline void add(Engine& engine, const SeriesKey& key, std::int64_t value) noexcept {
    if (measurement::is_addable(engine, key.kind, value)) measurement::add(engine, key, value);
}
[[gnu::always_inline]] inline void add(Engine& engine, const SeriesKey& key, double value) noexcept {
    if (measurement::is_finite(engine, value) && measurement::is_addable(engine, key.kind, value))
        measurement::add(engine, key, value);
}
/// Sets a gauge.
[[gnu::always_inline]] inline void set(Engine& engine, const SeriesKey& key, double value) noexcept {
    if (measurement::is_finite(engine, value)) measurement::set(engine, key, value);
}
[[gnu::always_inline]] inline void set(Engine& engine, const SeriesKey& key, std::int64_t value) noexcept {
    measurement::set(engine, key, value);
}
/// Records into a histogram.
[[gnu::always_inline]] inline void record(Engine& engine, const SeriesKey& key, double value) noexcept {
    if (!measurement::is_finite(engine, value)) return;
    const auto use = [&engine, attributes = key.attributes, value](const SeriesCache::Target& target) {
        if (target.histogram != nullptr) [[likely]] {
            record_in(*target.histogram, value);
        } else {
            measurement::record_in_streams(engine, *target.series->instrument, attributes, value);
        }
    };
    measurement::with_target(engine, key, value, use);
}

/// The same through a bound handle, whose series is known.
inline void add(Engine& engine, Series& series, std::int64_t value) noexcept {
    if (measurement::is_addable(engine, series.instrument->kind, value)) measurement::add(engine, series, value);
}
inline void add(Engine& engine, Series& series, double value) noexcept {
    if (measurement::is_finite(engine, value) && measurement::is_addable(engine, series.instrument->kind, value))
        measurement::add(engine, series, value);
}
inline void set(Engine& engine, Series& series, double value) noexcept {
    if (measurement::is_finite(engine, value)) measurement::set(engine, series, value);
}
inline void set(Engine& engine, Series& series, std::int64_t value) noexcept {
    measurement::set(engine, series, value);
}
inline void record(Engine& engine, Series& series, double value) noexcept {
    if (!measurement::is_finite(engine, value)) return;
    if (series.stream == nullptr) return measurement::record_in_branches(engine, series, value);
    measurement::with_bound_cell<HistogramCell>(engine, series, value,
                                                [value](HistogramCell& cell) { record_in(cell, value); });
}

}  // namespace telemetryflow::hot
