// The half of MetricRegistry that takes what callbacks observe.

#include <utility>

#include "hot/metric_registry.hpp"

namespace telemetryflow::hot {
namespace {

std::int64_t wrapping_add(std::int64_t a, std::int64_t b) noexcept {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

void add(SumTotal& total, const SumTotal& value) noexcept {
    total.integers = wrapping_add(total.integers, value.integers);
    total.doubles += value.doubles;
    total.has_doubles = total.has_doubles || value.has_doubles;
}

SumTotal total_of(NumberValue value) noexcept {
    if (value.is_double()) return {.integers = 0, .doubles = value.as_double(), .has_doubles = true};
    return {.integers = value.as_int64()};
}

}  // namespace

void MetricRegistry::begin_observing() noexcept {
    const std::lock_guard lock(mutex_);
    ++collection_;
}

void MetricRegistry::observe(Instrument& instrument, NumberValue value, const Attributes& attributes,
                             EditCounts& edits) {
    const std::lock_guard lock(mutex_);
    const SumTotal observed = total_of(value);
    for (const auto& stream : instrument.streams) {
        if (std::exchange(stream->observed_in, collection_) != collection_) stream->observed = 0;
        Series& series = series_locked(*stream, attributes, edits);
        const bool is_first = std::exchange(series.observed_in, collection_) != collection_;
        if (is_first) ++stream->observed;
        const bool joins_sets = stream->attribute_keys.has_value() || series.is_overflow;
        if (is_first || stream->aggregation == Aggregation::LastValue || !joins_sets) {
            series.observed = observed;
        } else {
            add(series.observed, observed);
        }
    }
}

// Else the overflow's delta would tell it a second time. That of a set that gets a room again is its whole value, for
// which the overflow's falls; one whose overflow is not observed any more is told from nothing again.
void MetricRegistry::move_displaced(MetricStream& stream, std::size_t reader) {
    if (stream.overflow == nullptr) return;
    for (const auto& series : stream.series) {
        if (series->displaced_in != collection_ || reader >= series->exported.size()) continue;
        SumTotal& of_overflow = stream.overflow->exported_sum(reader);
        add(of_overflow, std::exchange(series->exported_sum(reader), {}));
    }
}

void MetricRegistry::forget_unobserved(MetricStream& stream, std::size_t reader) {
    move_displaced(stream, reader);
    const ReaderSet bit = reader_bit(reader);
    std::erase_if(stream.series, [&](const std::unique_ptr<Series>& series) {
        if (series->observed_in == collection_) {
            series->observed_for |= bit;
            return false;
        }
        series->observed_for &= ~bit;
        if (series->observed_for != 0) {
            series->forget_exported(reader);
            return false;
        }
        if (series->is_overflow) {
            stream.overflow = nullptr;
        } else {
            stream.by_attributes.erase(series->attributes);
        }
        series_count_.fetch_sub(1, std::memory_order_relaxed);
        return true;
    });
}

bool MetricRegistry::fill_observed(Series& series, std::size_t reader, MetricPoint& point) const {
    if (series.observed_in != collection_) return false;
    point.value = series.observed;
    if (point.temporality == Temporality::Cumulative) return true;
    const SumTotal before = std::exchange(series.exported_sum(reader), point.value);
    point.value.integers = wrapping_add(point.value.integers, wrapping_add(~before.integers, 1));
    point.value.doubles -= before.doubles;
    // What was a double before leaves a difference that is one.
    point.value.has_doubles = point.value.has_doubles || before.has_doubles;
    return true;
}

}  // namespace telemetryflow::hot
