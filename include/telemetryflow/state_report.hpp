#pragma once

// What a client of a configuration would find where its telemetry outlives the process, for those who want to know
// before one is built. A value; safe to use from any thread.

#include <cstddef>
#include <cstdint>
#include <string>

#include "telemetryflow/domain/telemetry_config.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

struct StateReport {
    /// The folder of the service, or the one above it where that cannot be used. Empty: nothing outlives the process,
    /// because durability is off or neither the configuration nor XDG_STATE_HOME names a folder.
    std::string path;
    /// Why it cannot be used, or not for the buffer; empty when it can.
    std::string fault;
    /// The folders of processes that have ended, and the bytes of the files in which they recorded. The next client of
    /// the service sends what is undelivered in them, and deletes them.
    std::size_t folders_of_dead_processes = 0;
    std::uint64_t bytes_of_dead_processes = 0;
};

/// Tries what a client does at its start: makes the folder where it is missing, and in it, for an instant, a file of
/// buffer_bytes. Delivers and deletes nothing of others. Blocks for as long as the disk takes. Never throws because of
/// the folder; any thread.
[[nodiscard]] TELEMETRYFLOW_EXPORT StateReport inspect_state(const TelemetryConfig& config);

}  // namespace telemetryflow
