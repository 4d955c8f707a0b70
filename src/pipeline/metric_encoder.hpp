#pragma once

// Metric points as OTLP Metric messages (metrics.proto), cut into requests by points and bytes. Used by the worker.

#include <cstdint>

#include "hot/byte_buffer.hpp"
#include "hot/metric_point.hpp"
#include "hot/metric_stream.hpp"
#include "pipeline/envelope.hpp"
#include "pipeline/metric_requests.hpp"
#include "pipeline/pipeline_options.hpp"

namespace telemetryflow::pipeline {

class MetricEncoder {
public:
    /// Finished requests go to the end of `requests`.
    MetricEncoder(const Envelope& envelope, const PipelineOptions& options, MetricRequests& requests)
        : envelope_(envelope), options_(options), requests_(requests) {}

    /// Adds one point; points of one stream come one after another, as do streams of one scope.
    void add(const hot::MetricStream& stream, const hot::MetricPoint& point, std::uint64_t time);
    /// Ends the collection.
    void finish();

private:
    // What follows is of `stream`.
    void begin(const hot::MetricStream& stream);
    void close_metric();
    void close_scope();
    void close_request();
    // The contents of the request with `bytes` of the scope's metrics, without those closed.
    [[nodiscard]] std::size_t contents_with(std::size_t bytes) const noexcept;
    char* room(hot::ByteBuffer& buffer, std::size_t size);

    const Envelope& envelope_;
    const PipelineOptions& options_;
    MetricRequests& requests_;

    const hot::MetricStream* stream_ = nullptr;  // whose points are in points_
    Temporality temporality_ = Temporality::Cumulative;
    hot::ByteBuffer points_;
    const hot::Scope* scope_ = nullptr;  // whose metrics are in metrics_
    hot::ByteBuffer metrics_;
    hot::ByteBuffer contents_;  // scopes that are complete
    std::uint64_t request_points_ = 0;
};

}  // namespace telemetryflow::pipeline
