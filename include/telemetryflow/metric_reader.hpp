#pragma once

// Collects a client's metrics on demand, beside its exporter and other readers: each has its own view of what is new
// (OpenTelemetry metrics SDK, "MetricReader"). Made by TelemetryFlowClient::metric_reader(), ended by its destruction,
// and may outlive the client. Movable; any thread may collect, one at a time may move or end it.

#include <cstddef>
#include <memory>
#include <utility>

#include "telemetryflow/domain/metric_reader_options.hpp"
#include "telemetryflow/domain/metric_snapshot.hpp"
#include "telemetryflow/domain/temporality.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/hot/engine_ref.hpp"

namespace telemetryflow {

class ProcessResource;

class TELEMETRYFLOW_EXPORT MetricReader {
public:
    /// For TelemetryFlowClient: `number` is what the engine calls it.
    MetricReader(hot::EngineRef engine, std::size_t number, Temporality temporality,
                 std::shared_ptr<ProcessResource> resource) noexcept
        : engine_(std::move(engine)), number_(number), temporality_(temporality), resource_(std::move(resource)) {}
    MetricReader(MetricReader&& other) noexcept = default;
    MetricReader& operator=(MetricReader&& other) noexcept;
    ~MetricReader() { end(); }

    /// Has the callbacks of observable instruments observe, on this thread, and returns all points. Waits for another
    /// collection that is under way. A delta point covers what came since this reader's last collection, in its first
    /// one since the series' start; sums and histograms that nothing was added to since have none. After shutdown() the
    /// values are the last ones, and after the client's end those of observable instruments are missing. In a forked
    /// child it starts anew. Within a callback of an observable instrument, and for a reader that was moved from, there
    /// is nothing. The SDK's own metrics (with_self_telemetry()) are exported only.
    /// Throws std::bad_alloc, with which a delta reader loses what that collection had.
    [[nodiscard]] MetricSnapshot collect();

private:
    void end() noexcept;

    hot::EngineRef engine_;  // none: moved from
    std::size_t number_;
    Temporality temporality_;
    std::shared_ptr<ProcessResource> resource_;
};

}  // namespace telemetryflow
