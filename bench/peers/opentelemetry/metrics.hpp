#pragma once

// opentelemetry-cpp's metrics as a subject: its SDK with cumulative temporality and a reader that collects when asked.

#include <cstdint>
#include <memory>

#include <opentelemetry/metrics/meter.h>
#include <opentelemetry/sdk/metrics/meter_provider.h>
#include <opentelemetry/sdk/metrics/metric_reader.h>

#include "harness/destination.hpp"

namespace telemetryflow::bench {

class OpenTelemetryMetrics final : public Destination {
public:
    OpenTelemetryMetrics();
    ~OpenTelemetryMetrics() override;

    [[nodiscard]] opentelemetry::metrics::Meter& meter() { return *meter_; }
    /// Collects and encodes everything; returns how many points that were.
    std::uint64_t collect_and_encode();

    [[nodiscard]] const std::string& subject() const override;
    /// Collects, as ours does when it is flushed.
    void drain() override;
    [[nodiscard]] std::uint64_t arrived(std::string_view metric) override;

private:
    class Reader;

    std::shared_ptr<Reader> reader_;
    std::unique_ptr<opentelemetry::sdk::metrics::MeterProvider> provider_;
    opentelemetry::nostd::shared_ptr<opentelemetry::metrics::Meter> meter_;
};

}  // namespace telemetryflow::bench
