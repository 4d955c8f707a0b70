#pragma once

// A complete configuration, and how its key is read again. A value; used by one thread.

#include "telemetryflow/application/ports/credentials_provider.hpp"
#include "telemetryflow/domain/telemetry_config.hpp"

#include "interface/builder/builder_state.hpp"

namespace telemetryflow {

struct BuiltConfig {
    TelemetryConfig config;
    /// Reads the key's variables and file again; null when the key came from elsewhere.
    CredentialsProvider read_key_again;
};

/// Throws BuilderError with all faults.
[[nodiscard]] BuiltConfig built_config(const BuilderState& state);

}  // namespace telemetryflow
