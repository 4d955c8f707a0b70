#pragma once

// Measurements on their way into cells. Free functions, callable from any thread; they never throw and allocate only
// when a thread meets a series for the first time. NaN and infinities are refused and counted, as is a negative
// addition to a counter (docs/guides/metrics.md).

#include <cstdint>

#include "telemetryflow/hot/sum_cell.hpp"

#include "hot/engine.hpp"
#include "hot/series_key.hpp"

namespace telemetryflow::hot {

/// Adds to a counter or up-down counter.
void add(Engine& engine, const SeriesKey& key, std::int64_t value) noexcept;
void add(Engine& engine, const SeriesKey& key, double value) noexcept;
/// Sets a gauge.
void set(Engine& engine, const SeriesKey& key, double value) noexcept;
/// Records into a histogram.
void record(Engine& engine, const SeriesKey& key, double value) noexcept;

/// The same through a bound handle, whose series is known.
void add(Engine& engine, Series& series, std::int64_t value) noexcept;
void add(Engine& engine, Series& series, double value) noexcept;
void set(Engine& engine, Series& series, double value) noexcept;
void record(Engine& engine, Series& series, double value) noexcept;

}  // namespace telemetryflow::hot
