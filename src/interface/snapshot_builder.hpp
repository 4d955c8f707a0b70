#pragma once

// Points of one collection as values of their own: taken under the registry's lock, and finished without it, because
// threads that record may wait for that lock. Used by one thread.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "telemetryflow/domain/metric_snapshot.hpp"

#include "hot/metric_point.hpp"
#include "hot/metric_stream.hpp"

namespace telemetryflow {

class SnapshotBuilder {
public:
    /// Of a collection at `time`, in nanoseconds since the Unix epoch.
    explicit SnapshotBuilder(std::uint64_t time) : time_(time) {}

    /// Under the lock: adds one point. Points of one stream come one after another, as do streams of one scope.
    void add(const hot::MetricStream& stream, const hot::MetricPoint& point);
    /// Without it, once.
    [[nodiscard]] MetricSnapshot take();

private:
    void begin(const hot::MetricStream& stream, Temporality temporality);
    void add_number(std::vector<NumberDataPoint>& points, const hot::MetricPoint& point);
    void add_histogram(const hot::MetricStream& stream, const hot::MetricPoint& point);
    void add_exponential(const hot::MetricStream& stream, const hot::MetricPoint& point);

    const std::uint64_t time_;
    MetricSnapshot snapshot_;
    // Of the points, one after another: what takes long to read is read at the end.
    std::string encoded_attributes_;
    std::vector<std::size_t> attributes_sizes_;
    const hot::Scope* scope_ = nullptr;          // of the last of the snapshot's scopes
    const hot::MetricStream* stream_ = nullptr;  // of its last metric
};

}  // namespace telemetryflow
