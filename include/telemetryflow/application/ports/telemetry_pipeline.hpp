#pragma once

// The port between the client and what delivers its telemetry. One pipeline serves from an initialize() to the next
// shutdown(). Calls may come from any thread; start() and shutdown() are serialised by the client.

#include <chrono>
#include <cstdint>
#include <vector>

#include "telemetryflow/application/queries/component_health.hpp"
#include "telemetryflow/application/queries/sdk_status_result.hpp"

namespace telemetryflow {

class TelemetryPipeline {
public:
    TelemetryPipeline() = default;
    TelemetryPipeline(const TelemetryPipeline&) = delete;
    TelemetryPipeline& operator=(const TelemetryPipeline&) = delete;
    virtual ~TelemetryPipeline() = default;

    /// Starts delivering. Throws std::system_error when the system refuses a thread.
    virtual void start() = 0;
    /// Delivers what was recorded before the call; false when `timeout` came first.
    virtual bool flush(std::chrono::nanoseconds timeout) = 0;
    /// Ends delivering within `timeout`; false when something had to be dropped.
    virtual bool shutdown(std::chrono::nanoseconds timeout) = 0;
    /// Fills in the figures that the pipeline knows of the client's own telemetry.
    virtual void fill(SDKStatusResult& status) const = 0;
    /// Fills in what it knows of ended processes' telemetry.
    virtual void fill_recovered(SDKStatusResult& status) const = 0;
    [[nodiscard]] virtual std::vector<ComponentHealth> health() const = 0;
};

}  // namespace telemetryflow
