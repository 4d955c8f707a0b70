#pragma once

// The SDK's own counters as metrics otel.sdk.* (OpenTelemetry semantic conventions, "SDK metrics"), cumulative, in
// requests of their own scope. Recording pays nothing for them: everything is read from counts that there are anyway,
// once for each collection of the program's metrics. Used by the worker.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "hot/engine.hpp"
#include "pipeline/delivery_counts.hpp"
#include "pipeline/envelope.hpp"
#include "pipeline/metric_encoder.hpp"
#include "pipeline/metric_requests.hpp"
#include "pipeline/pipeline_options.hpp"

namespace telemetryflow::pipeline {

class SelfTelemetry {
public:
    static constexpr std::string_view kScopeName = "telemetryflow.sdk";

    /// Requests go to the end of `requests`.
    SelfTelemetry(hot::Engine& engine, DeliveryCounts& counts, const Envelope& envelope, const PipelineOptions& options,
                  MetricRequests& requests);
    SelfTelemetry(const SelfTelemetry&) = delete;
    SelfTelemetry& operator=(const SelfTelemetry&) = delete;

    /// Adds the figures of `now`, in Unix nanoseconds, and returns how many points they are.
    std::uint64_t collect(std::uint64_t now);

private:
    struct Names;  // what metrics of one signal are called

    void add_recording(const hot::RecordingStats& stats);
    void add_processor(SignalType signal, const SignalDelivery& delivery);
    void add_exporter(SignalType signal, const SignalDelivery& delivery);
    void add_durations();

    // Adds a point to the metric, which the points before were of or which is a new one.
    void add(hot::InstrumentKind kind, const std::string& name, std::string_view unit, std::string_view description,
             std::string attributes, std::int64_t value, const hot::HistogramTotals* histogram = nullptr);
    [[nodiscard]] std::string processor_attributes(SignalType signal, std::string_view error = {}) const;
    [[nodiscard]] std::string exporter_attributes(SignalType signal, std::string_view error, bool of_histogram) const;

    hot::Engine& engine_;
    DeliveryCounts& counts_;
    const PipelineOptions& options_;
    const hot::Scope& scope_;
    MetricEncoder encoder_;
    std::deque<hot::MetricStream> streams_;  // of this collection
    std::uint64_t now_ = 0;
    std::uint64_t points_ = 0;
};

}  // namespace telemetryflow::pipeline
