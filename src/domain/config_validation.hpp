#pragma once

// The checks behind TelemetryConfig::validate(), one function per group of fields and per file. Pure functions; safe to
// use from any thread.

#include "telemetryflow/domain/telemetry_config.hpp"

#include "domain/fault_list.hpp"

namespace telemetryflow {

/// Returns whether the config sends anything at all; one that does not needs neither a key nor a service.
[[nodiscard]] bool sends_anything(const TelemetryConfig& config) noexcept;

/// A missing key only; a key that is there was checked when it was made.
void validate_credentials(const TelemetryConfig& config, FaultList& faults);
void validate_connection(const TelemetryConfig& config, FaultList& faults);
void validate_headers(const TelemetryConfig& config, FaultList& faults);
void validate_delivery(const TelemetryConfig& config, FaultList& faults);
void validate_signals(const TelemetryConfig& config, FaultList& faults);
void validate_views(const TelemetryConfig& config, FaultList& faults);
void validate_identity(const TelemetryConfig& config, FaultList& faults);
void validate_paths(const TelemetryConfig& config, FaultList& faults);

/// Everything but validate_credentials(), in the order of the fields.
void validate_settings(const TelemetryConfig& config, FaultList& faults);

}  // namespace telemetryflow
