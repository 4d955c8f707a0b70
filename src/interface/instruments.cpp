#include "telemetryflow/instruments.hpp"

#include <utility>

#include "hot/disabled_instrument.hpp"
#include "hot/metric_recorder.hpp"
#include "hot/thread_recorder.hpp"

namespace telemetryflow {
namespace {

hot::SeriesKey key_of(const hot::Instrument& instrument, Attributes attributes) noexcept {
    return {.instrument_id = instrument.id, .kind = instrument.kind, .attributes = attributes};
}

bool is_enabled(const hot::Instrument& instrument) noexcept {
    return instrument.id != hot::kDisabledInstrument;
}

hot::Series* bind_series(hot::Engine& engine, hot::Instrument& instrument, Attributes attributes) {
    if (!is_enabled(instrument)) return &hot::disabled_series(instrument.kind);
    hot::EditCounts edits;
    return &engine.metrics.bind(instrument, attributes, edits);
}

}  // namespace

Counter::Counter(hot::EngineRef engine, hot::Instrument* instrument) noexcept
    : engine_(std::move(engine)), instrument_(instrument) {}

[[gnu::flatten]] void Counter::add_integer(std::int64_t value, Attributes attributes) const noexcept {
    hot::add(*engine_, key_of(*instrument_, attributes), value);
}

[[gnu::flatten]] void Counter::add_double(double value, Attributes attributes) const noexcept {
    hot::add(*engine_, key_of(*instrument_, attributes), value);
}

bool Counter::enabled() const noexcept {
    return is_enabled(*instrument_);
}

BoundCounter Counter::bind(Attributes attributes) const {
    return {engine_, bind_series(*engine_, *instrument_, attributes)};
}

UpDownCounter::UpDownCounter(hot::EngineRef engine, hot::Instrument* instrument) noexcept
    : engine_(std::move(engine)), instrument_(instrument) {}

[[gnu::flatten]] void UpDownCounter::add_integer(std::int64_t value, Attributes attributes) const noexcept {
    hot::add(*engine_, key_of(*instrument_, attributes), value);
}

[[gnu::flatten]] void UpDownCounter::add_double(double value, Attributes attributes) const noexcept {
    hot::add(*engine_, key_of(*instrument_, attributes), value);
}

bool UpDownCounter::enabled() const noexcept {
    return is_enabled(*instrument_);
}

BoundUpDownCounter UpDownCounter::bind(Attributes attributes) const {
    return {engine_, bind_series(*engine_, *instrument_, attributes)};
}

Gauge::Gauge(hot::EngineRef engine, hot::Instrument* instrument) noexcept
    : engine_(std::move(engine)), instrument_(instrument) {}

[[gnu::flatten]] void Gauge::record(double value, Attributes attributes) const noexcept {
    hot::set(*engine_, key_of(*instrument_, attributes), value);
}

void Gauge::record_integer(std::int64_t value, Attributes attributes) const noexcept {
    hot::set(*engine_, key_of(*instrument_, attributes), value);
}

bool Gauge::enabled() const noexcept {
    return is_enabled(*instrument_);
}

BoundGauge Gauge::bind(Attributes attributes) const {
    return {engine_, bind_series(*engine_, *instrument_, attributes)};
}

Histogram::Histogram(hot::EngineRef engine, hot::Instrument* instrument) noexcept
    : engine_(std::move(engine)), instrument_(instrument) {}

[[gnu::flatten]] void Histogram::record(double value, Attributes attributes) const noexcept {
    hot::record(*engine_, key_of(*instrument_, attributes), value);
}

bool Histogram::enabled() const noexcept {
    return is_enabled(*instrument_);
}

BoundHistogram Histogram::bind(Attributes attributes) const {
    return {engine_, bind_series(*engine_, *instrument_, attributes)};
}

BoundInstrument::BoundInstrument(hot::EngineRef engine, hot::Series* series) noexcept
    : engine_(std::move(engine)), gate_(engine_.get()), series_(series), slot_(*series->bound_slot) {}

void BoundInstrument::add_slowly(std::int64_t value) const noexcept {
    hot::add(*engine_, *series_, value);
}

void BoundInstrument::add_slowly(double value) const noexcept {
    hot::add(*engine_, *series_, value);
}

void BoundGauge::record(double value) const noexcept {
    hot::set(*engine_, *series_, value);
}

void BoundGauge::record_integer(std::int64_t value) const noexcept {
    hot::set(*engine_, *series_, value);
}

void BoundHistogram::record_slowly(double value) const noexcept {
    hot::record(*engine_, *series_, value);
}

}  // namespace telemetryflow
