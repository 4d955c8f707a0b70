#pragma once

// What instrumentation scopes may record (OpenTelemetry, "TracerConfigurator", "MeterConfigurator" and
// "LoggerConfigurator"). Of the rules that match a scope the last one holds. A value.

#include <string>

#include "telemetryflow/domain/severity_level.hpp"

namespace telemetryflow {

struct ScopeRule {
    /// The scope's name; `*` stands for any characters, `?` for one. What is recorded without a scope of its own
    /// belongs to "telemetryflow".
    std::string scope_name{};
    bool enable_traces = true;
    bool enable_metrics = true;
    bool enable_logs = true;
    /// Log records below it are dropped.
    SeverityLevel minimum_severity = SeverityLevel::Trace;
    /// Whether log records of spans that are not sampled are dropped.
    bool trace_based_logs = false;

    friend bool operator==(const ScopeRule&, const ScopeRule&) = default;
};

}  // namespace telemetryflow
