#pragma once

// A meter of the OpenTelemetry API: makes instruments that the SDK records, under the scope that it was asked for with.
// An instrument that the SDK refuses, for example one without a name, records nothing. Owned by the provider and by
// whoever asked; any thread.

#include <memory>
#include <utility>

#include <opentelemetry/metrics/meter.h>
#include <opentelemetry/metrics/noop.h>

#include "telemetryflow/bridge/adder.hpp"
#include "telemetryflow/bridge/convert.hpp"
#include "telemetryflow/bridge/gauge.hpp"
#include "telemetryflow/bridge/histogram.hpp"
#include "telemetryflow/bridge/observable.hpp"
#include "telemetryflow/meter.hpp"
#include "telemetryflow/tracer.hpp"

namespace telemetryflow::bridge {

class Meter final : public opentelemetry::metrics::Meter {
    using Text = opentelemetry::nostd::string_view;
    template <class T>
    using Unique = opentelemetry::nostd::unique_ptr<T>;
    using SharedObservable = opentelemetry::nostd::shared_ptr<opentelemetry::metrics::ObservableInstrument>;

public:
    /// `tracer`: of the same client, for measurements with a context of their own.
    Meter(telemetryflow::Meter meter, telemetryflow::Tracer tracer) noexcept
        : meter_(std::move(meter)), tracer_(std::move(tracer)) {}

    Unique<opentelemetry::metrics::Counter<std::uint64_t>> CreateUInt64Counter(Text name, Text description = "",
                                                                               Text unit = "") noexcept override {
        return counter<std::uint64_t>(name, description, unit);
    }
    Unique<opentelemetry::metrics::Counter<double>> CreateDoubleCounter(Text name, Text description = "",
                                                                        Text unit = "") noexcept override {
        return counter<double>(name, description, unit);
    }
    Unique<opentelemetry::metrics::Histogram<std::uint64_t>> CreateUInt64Histogram(Text name, Text description = "",
                                                                                   Text unit = "") noexcept override {
        return histogram<std::uint64_t>(name, description, unit);
    }
    Unique<opentelemetry::metrics::Histogram<double>> CreateDoubleHistogram(Text name, Text description = "",
                                                                            Text unit = "") noexcept override {
        return histogram<double>(name, description, unit);
    }
    Unique<opentelemetry::metrics::UpDownCounter<std::int64_t>> CreateInt64UpDownCounter(
        Text name, Text description = "", Text unit = "") noexcept override {
        return up_down_counter<std::int64_t>(name, description, unit);
    }
    Unique<opentelemetry::metrics::UpDownCounter<double>> CreateDoubleUpDownCounter(Text name, Text description = "",
                                                                                    Text unit = "") noexcept override {
        return up_down_counter<double>(name, description, unit);
    }
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
    Unique<opentelemetry::metrics::Gauge<std::int64_t>> CreateInt64Gauge(Text name, Text description = "",
                                                                         Text unit = "") noexcept override {
        return gauge<std::int64_t>(name, description, unit);
    }
    Unique<opentelemetry::metrics::Gauge<double>> CreateDoubleGauge(Text name, Text description = "",
                                                                    Text unit = "") noexcept override {
        return gauge<double>(name, description, unit);
    }
#endif

    SharedObservable CreateInt64ObservableCounter(Text name, Text description = "", Text unit = "") noexcept override {
        return observable<std::int64_t>(
            name, [&] { return meter_.observable_counter(to_view(name), options(description, unit)); });
    }
    SharedObservable CreateInt64ObservableGauge(Text name, Text description = "", Text unit = "") noexcept override {
        return observable<std::int64_t>(
            name, [&] { return meter_.observable_gauge(to_view(name), options(description, unit)); });
    }
    SharedObservable CreateInt64ObservableUpDownCounter(Text name, Text description = "",
                                                        Text unit = "") noexcept override {
        return observable<std::int64_t>(
            name, [&] { return meter_.observable_up_down_counter(to_view(name), options(description, unit)); });
    }
    SharedObservable CreateDoubleObservableCounter(Text name, Text description = "", Text unit = "") noexcept override {
        return observable<double>(name,
                                  [&] { return meter_.observable_counter(to_view(name), options(description, unit)); });
    }
    SharedObservable CreateDoubleObservableGauge(Text name, Text description = "", Text unit = "") noexcept override {
        return observable<double>(name,
                                  [&] { return meter_.observable_gauge(to_view(name), options(description, unit)); });
    }
    SharedObservable CreateDoubleObservableUpDownCounter(Text name, Text description = "",
                                                         Text unit = "") noexcept override {
        return observable<double>(
            name, [&] { return meter_.observable_up_down_counter(to_view(name), options(description, unit)); });
    }

private:
    template <class T>
    Unique<opentelemetry::metrics::Counter<T>> counter(Text name, Text description, Text unit) noexcept try {
        return Unique<opentelemetry::metrics::Counter<T>>(
            new Adder<T, opentelemetry::metrics::Counter, telemetryflow::Counter>(
                meter_.counter(to_view(name), options(description, unit)), tracer_));
    } catch (...) {
        return Unique<opentelemetry::metrics::Counter<T>>(
            new opentelemetry::metrics::NoopCounter<T>(name, description, unit));
    }
    template <class T>
    Unique<opentelemetry::metrics::Histogram<T>> histogram(Text name, Text description, Text unit) noexcept try {
        return Unique<opentelemetry::metrics::Histogram<T>>(
            new Histogram<T>(meter_.histogram(to_view(name), options(description, unit)), tracer_));
    } catch (...) {
        return Unique<opentelemetry::metrics::Histogram<T>>(
            new opentelemetry::metrics::NoopHistogram<T>(name, description, unit));
    }
    template <class T>
    Unique<opentelemetry::metrics::UpDownCounter<T>> up_down_counter(Text name, Text description, Text unit) noexcept
        try {
        return Unique<opentelemetry::metrics::UpDownCounter<T>>(
            new Adder<T, opentelemetry::metrics::UpDownCounter, telemetryflow::UpDownCounter>(
                meter_.up_down_counter(to_view(name), options(description, unit)), tracer_));
    } catch (...) {
        return Unique<opentelemetry::metrics::UpDownCounter<T>>(
            new opentelemetry::metrics::NoopUpDownCounter<T>(name, description, unit));
    }
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
    template <class T>
    Unique<opentelemetry::metrics::Gauge<T>> gauge(Text name, Text description, Text unit) noexcept try {
        return Unique<opentelemetry::metrics::Gauge<T>>(
            new Gauge<T>(meter_.gauge(to_view(name), options(description, unit)), tracer_));
    } catch (...) {
        return Unique<opentelemetry::metrics::Gauge<T>>(
            new opentelemetry::metrics::NoopGauge<T>(name, description, unit));
    }
#endif
    template <class T, class Make>
    SharedObservable observable(Text name, Make&& make) noexcept try {
        return SharedObservable(new Observable<T>(meter_, make()));
    } catch (...) {
        return SharedObservable(new opentelemetry::metrics::NoopObservableInstrument(name, "", ""));
    }
    static InstrumentOptions options(Text description, Text unit) {
        return {.unit = to_view(unit), .description = to_view(description)};
    }

    const telemetryflow::Meter meter_;
    const telemetryflow::Tracer tracer_;
};

}  // namespace telemetryflow::bridge
