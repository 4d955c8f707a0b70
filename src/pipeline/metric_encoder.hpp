#pragma once

// Metric points as OTLP Metric messages (metrics.proto), cut into requests by points and bytes. Every byte is written
// where it stays: a message's head, which tells its length, comes last, into a gap that was left for it. In front of a
// request's first scope and metric the gap is as wide as any head, and the request begins where it begins; elsewhere it
// is as wide as the head is expected to be, and what is behind it moves when it is not. Used by the worker.

#include <cstddef>
#include <cstdint>
#include <new>

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
    // What follows is of `stream`, beginning with a point of `size` bytes, tag and length included.
    void begin(const hot::MetricStream& stream, std::size_t size);
    void open_request();
    void open_scope(const hot::Scope& scope);
    void open_metric(const hot::MetricStream& stream, std::size_t size);
    void close_metric();
    void close_scope();
    void close_request();
    // A message that is open, as offsets into bytes_.
    struct Open {
        std::size_t at;        // where it was opened: what is there before
        std::size_t gap;       // where its head may begin
        std::size_t contents;  // where its contents do
        bool is_first;         // of the message around it
    };
    // The place for the head of `size` bytes of what is closed.
    [[nodiscard]] char* place_head(const Open& closed, std::size_t size) noexcept;
    void leave_gap(std::size_t size);
    void ensure(std::size_t size) {
        if (!bytes_.ensure(size)) [[unlikely]]
            throw std::bad_alloc();
    }

    const Envelope& envelope_;
    const PipelineOptions& options_;
    MetricRequests& requests_;

    hot::ByteBuffer bytes_;  // of the request at hand
    bool is_open_ = false;
    Open request_{};
    std::size_t request_room_ = 0;  // for contents
    std::uint64_t max_points_ = 0;
    std::uint64_t request_points_ = 0;
    const hot::Scope* scope_ = nullptr;
    Open of_scope_{};
    std::size_t scope_room_ = 0;                 // for metrics
    const hot::MetricStream* stream_ = nullptr;  // whose metric is open
    Open metric_{};
    std::size_t points_end_ = 0;  // the offset that points may not go beyond
    Temporality temporality_ = Temporality::Cumulative;
};

}  // namespace telemetryflow::pipeline
