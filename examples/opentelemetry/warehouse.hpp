// A library that is instrumented with the OpenTelemetry API, and knows no SDK: which one records what it does is the
// program's business. Used by one thread.
#pragma once

#include <cstdint>
#include <string_view>

#include <opentelemetry/logs/logger.h>
#include <opentelemetry/metrics/async_instruments.h>
#include <opentelemetry/metrics/sync_instruments.h>
#include <opentelemetry/trace/tracer.h>

namespace warehouse {

class Warehouse {
public:
    /// Asks the global providers for what it records with: the program has set them before.
    explicit Warehouse(std::int64_t lamps);
    ~Warehouse();
    Warehouse(const Warehouse&) = delete;
    Warehouse& operator=(const Warehouse&) = delete;

    /// False where there are not enough lamps.
    bool ship(std::string_view order, std::int64_t lamps);

private:
    void pick(std::int64_t lamps);
    static void observe_stock(opentelemetry::metrics::ObserverResult result, void* warehouse);

    std::int64_t stock_;
    opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> tracer_;
    opentelemetry::nostd::shared_ptr<opentelemetry::logs::Logger> logger_;
    opentelemetry::nostd::unique_ptr<opentelemetry::metrics::Counter<std::uint64_t>> shipments_;
    opentelemetry::nostd::unique_ptr<opentelemetry::metrics::Histogram<std::uint64_t>> sizes_;
    opentelemetry::nostd::shared_ptr<opentelemetry::metrics::ObservableInstrument> in_stock_;
};

}  // namespace warehouse
