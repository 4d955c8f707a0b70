#pragma once

// A client that delivers what an earlier process left. Used by the main thread of a process of its own.

#include <cstdint>
#include <string>

#include "telemetryflow/domain/telemetry_config.hpp"

namespace telemetryflow::bench {

struct Recovering {
    double seconds = 0;              // from the making of the client until nothing is left
    std::uint64_t bytes = 0;         // of the requests
    std::int64_t peak_resident = 0;  // bytes

    /// Returns when all that lies in `folder` is delivered to an exporter that takes it at once.
    [[nodiscard]] static Recovering run(const std::string& folder);
};

/// Of the service that the backlog is of.
[[nodiscard]] TelemetryConfig recovering_config(const std::string& folder);

}  // namespace telemetryflow::bench
