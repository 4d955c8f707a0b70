#pragma once

// The answer to GetSDKStatusQuery: the engine's own counters since initialize().
// Owns its data. A value; share it between threads only for reading.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "telemetryflow/application/queries/recovered_counters.hpp"
#include "telemetryflow/application/queries/signal_counters.hpp"
#include "telemetryflow/application/queries/truncation_counters.hpp"
#include "telemetryflow/domain/protocol.hpp"
#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

struct SDKStatusResult {
    bool initialized = false;
    std::string version = {};  // of the SDK
    std::string service_name = {};
    std::string endpoint = {};
    Protocol protocol = Protocol::Grpc;
    std::vector<SignalType> signals_enabled = {};
    std::chrono::nanoseconds uptime{0};  // since initialize(); 0 when not initialized

    std::array<SignalCounters, kSignalCount> signals = {};  // by SignalType
    TruncationCounters truncated = {};
    std::map<std::string, std::uint64_t, std::less<>> refused_measurements = {};  // by reason: NaN, below zero, ...
    std::uint64_t open_spans = 0;                                                 // recording, not ended yet
    std::uint64_t unended_spans = 0;  // started by hand, not ended when the client was shut down
    std::uint64_t metric_series = 0;  // attribute sets that exist now, over all instruments

    std::size_t queue_bytes = 0;           // of the staging buffer in use
    std::size_t queue_capacity_bytes = 0;  // its size
    std::uint64_t threads = 0;             // that hold a part of the staging buffer now

    std::uint64_t exports_succeeded = 0;      // requests
    std::uint64_t exports_failed = 0;         // requests given up on
    std::uint64_t exports_retried = 0;        // attempts after the first
    std::uint64_t last_export_unix_nano = 0;  // when a request last succeeded; 0: never
    std::string last_error = {};              // of an export; empty: none yet

    // What processes of the same service that ended without a shutdown left, as far as it was found by now: what
    // becomes of what they had recorded, and what they had lost before, by signal and reason. Each is told by the one
    // process that found it.
    std::array<RecoveredCounters, kSignalCount> recovered = {};                                    // by SignalType
    std::array<std::map<std::string, std::uint64_t, std::less<>>, kSignalCount> lost_before = {};  // by SignalType

    std::uint64_t disk_commits = 0;         // of the staging buffer to the disk (Durability::Disk and Sync)
    std::uint64_t disk_commits_failed = 0;  // that the disk did not take
    std::uint64_t calls_without_disk = 0;   // recording calls that were to wait for the disk and went on without it

    std::uint64_t commands_vetoed = 0;       // by interceptors
    std::uint64_t interceptor_failures = 0;  // exceptions that left an interceptor
    std::uint64_t processor_failures = 0;    // exceptions that left a sampler or a processor of the user's

    [[nodiscard]] SignalCounters& of(SignalType signal) noexcept { return signals[static_cast<std::size_t>(signal)]; }
    [[nodiscard]] const SignalCounters& of(SignalType signal) const noexcept {
        return signals[static_cast<std::size_t>(signal)];
    }

    /// Returns one JSON object: the family's keys (initialized, version, service_name, endpoint, protocol,
    /// signals_enabled, uptime_seconds, metrics_sent, logs_sent, spans_sent, where sent means delivered), then
    /// "signals" by name and every other member under its own name.
    [[nodiscard]] TELEMETRYFLOW_EXPORT std::string to_json() const;
};

/// Prints to_json().
TELEMETRYFLOW_EXPORT std::ostream& operator<<(std::ostream& out, const SDKStatusResult& status);

}  // namespace telemetryflow
