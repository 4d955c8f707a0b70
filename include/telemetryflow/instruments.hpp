#pragma once

// Handles to metric instruments: the look-up by name is paid once, when the handle is made. Values: copy them freely,
// use them from any thread, keep them as long as you like, also past the client's end (recording is then counted as
// dropped). No call throws or blocks. NaN, infinities, and negative additions to a Counter are refused and counted.
// Follows the OpenTelemetry metrics API, "Synchronous instruments".

#include <concepts>
#include <cstdint>
#include <string_view>
#include <vector>

#include "telemetryflow/bound_instruments.hpp"
#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/hot/engine_ref.hpp"

namespace telemetryflow {

namespace hot {
struct Instrument;
}  // namespace hot

/// How an instrument is described on the wire. The first description and boundaries of an instrument stay.
struct InstrumentOptions {
    /// UCUM unit, for example "s", "By", "{request}".
    std::string_view unit{};
    std::string_view description{};
    /// Histograms only: inclusive upper bounds, strictly increasing. Empty: the client's default.
    std::vector<double> boundaries{};
};

/// A sum that only grows.
class TELEMETRYFLOW_EXPORT Counter {
public:
    Counter(hot::EngineRef engine, hot::Instrument* instrument) noexcept;

    template <std::integral T>
    void add(T value, Attributes attributes = {}) const noexcept {
        add_integer(static_cast<std::int64_t>(value), attributes);
    }
    template <std::floating_point T>
    void add(T value, Attributes attributes = {}) const noexcept {
        add_double(static_cast<double>(value), attributes);
    }
    /// Returns a handle to the series of `attributes`, whose additions cost about a nanosecond.
    [[nodiscard]] BoundCounter bind(Attributes attributes) const;
    /// False where what is recorded goes nowhere: metrics, or those of its scope, are switched off.
    [[nodiscard]] bool enabled() const noexcept;

private:
    void add_integer(std::int64_t value, Attributes attributes) const noexcept;
    void add_double(double value, Attributes attributes) const noexcept;

    hot::EngineRef engine_;
    hot::Instrument* instrument_;
};

/// A sum that grows and shrinks, such as a number of open connections.
class TELEMETRYFLOW_EXPORT UpDownCounter {
public:
    UpDownCounter(hot::EngineRef engine, hot::Instrument* instrument) noexcept;

    template <std::integral T>
    void add(T value, Attributes attributes = {}) const noexcept {
        add_integer(static_cast<std::int64_t>(value), attributes);
    }
    template <std::floating_point T>
    void add(T value, Attributes attributes = {}) const noexcept {
        add_double(static_cast<double>(value), attributes);
    }
    [[nodiscard]] BoundUpDownCounter bind(Attributes attributes) const;
    /// False where what is recorded goes nowhere: metrics, or those of its scope, are switched off.
    [[nodiscard]] bool enabled() const noexcept;

private:
    void add_integer(std::int64_t value, Attributes attributes) const noexcept;
    void add_double(double value, Attributes attributes) const noexcept;

    hot::EngineRef engine_;
    hot::Instrument* instrument_;
};

/// A value that is read off, such as a temperature: the latest one counts, whichever thread recorded it.
class TELEMETRYFLOW_EXPORT Gauge {
public:
    Gauge(hot::EngineRef engine, hot::Instrument* instrument) noexcept;

    void record(double value, Attributes attributes = {}) const noexcept;
    /// A value that is an integer on the wire as well. A series should have one of the two, because backends may take
    /// the type of its first point for that of all.
    void record_integer(std::int64_t value, Attributes attributes = {}) const noexcept;
    [[nodiscard]] BoundGauge bind(Attributes attributes) const;
    /// False where what is recorded goes nowhere: metrics, or those of its scope, are switched off.
    [[nodiscard]] bool enabled() const noexcept;

private:
    hot::EngineRef engine_;
    hot::Instrument* instrument_;
};

/// A distribution of values, such as durations.
class TELEMETRYFLOW_EXPORT Histogram {
public:
    Histogram(hot::EngineRef engine, hot::Instrument* instrument) noexcept;

    void record(double value, Attributes attributes = {}) const noexcept;
    [[nodiscard]] BoundHistogram bind(Attributes attributes) const;
    /// False where what is recorded goes nowhere: metrics, or those of its scope, are switched off.
    [[nodiscard]] bool enabled() const noexcept;

private:
    hot::EngineRef engine_;
    hot::Instrument* instrument_;
};

}  // namespace telemetryflow
