#pragma once

// A metric reader of opentelemetry-cpp's SDK that collects when it is flushed and at no other time. Its periodic one
// also collects as soon as its thread gets to run, which may be in the middle of a scenario.

#include <chrono>
#include <memory>
#include <utility>

#include <opentelemetry/sdk/metrics/export/metric_producer.h>
#include <opentelemetry/sdk/metrics/metric_reader.h>
#include <opentelemetry/sdk/metrics/push_metric_exporter.h>

namespace telemetryflow::differential {

class FlushedReader final : public opentelemetry::sdk::metrics::MetricReader {
public:
    explicit FlushedReader(std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter> exporter)
        : exporter_(std::move(exporter)) {}

    [[nodiscard]] opentelemetry::sdk::metrics::AggregationTemporality GetAggregationTemporality(
        opentelemetry::sdk::metrics::InstrumentType type) const noexcept override {
        return exporter_->GetAggregationTemporality(type);
    }

private:
    bool OnForceFlush(std::chrono::microseconds /*timeout*/) noexcept override {
        return Collect([this](opentelemetry::sdk::metrics::ResourceMetrics& metrics) {
            return exporter_->Export(metrics) == opentelemetry::sdk::common::ExportResult::kSuccess;
        });
    }
    bool OnShutDown(std::chrono::microseconds timeout) noexcept override { return exporter_->Shutdown(timeout); }

    const std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter> exporter_;
};

}  // namespace telemetryflow::differential
