#pragma once

// Sends what the processes of a service left that have ended, for services that are never started again.

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "telemetryflow/application/ports/diagnostics.hpp"
#include "telemetryflow/domain/telemetry_config.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/state/drain_report.hpp"
#include "telemetryflow/state/state_folder.hpp"

namespace telemetryflow {

/// Delivers as a client of `config` does, from its endpoint and key to its retries, with the resource of the process
/// that recorded it and `telemetryflow.recovered`; a process's folder is deleted when all of it is delivered or was
/// refused for good. Ends when everything is, when a setting has to be mended first, when for `patience` nothing was
/// delivered, or when `go_on`, which is called from time to time with the state of things, returns false. What is left
/// then stays, and is found by the next drain or by the service's next start. Processes that live are not touched.
/// Throws std::runtime_error when the folder of the service cannot be used. Blocks; one call at a time for a service.
TELEMETRYFLOW_EXPORT DrainReport drain_state(const StateFolder& folder, const std::string& service,
                                             const TelemetryConfig& config, std::chrono::milliseconds patience,
                                             const std::shared_ptr<Diagnostics>& diagnostics,
                                             const std::function<bool(const DrainReport&)>& go_on);

}  // namespace telemetryflow
