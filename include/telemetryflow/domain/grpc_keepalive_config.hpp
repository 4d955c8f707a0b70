#pragma once

// Keepalive of the connection to the backend (TCP keepalive probes). A value; safe to use from any thread.

#include <chrono>

namespace telemetryflow {

struct GrpcKeepaliveConfig {
    /// Idle time before the first probe, in whole seconds; >= 1 s.
    std::chrono::seconds time{10};
    /// Wait between unanswered probes, in whole seconds; >= 1 s.
    std::chrono::seconds timeout{5};
    /// Whether probes are sent while no request is running.
    bool permit_without_stream = true;

    friend bool operator==(const GrpcKeepaliveConfig&, const GrpcKeepaliveConfig&) = default;
};

}  // namespace telemetryflow
