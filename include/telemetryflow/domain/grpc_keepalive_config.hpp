#pragma once

// Keepalive of the connection to the backend, of either protocol: probes of TCP, so that whatever stands between keeps
// an idle connection, and a peer that has vanished is noticed. A value; safe to use from any thread.

#include <chrono>

namespace telemetryflow {

struct GrpcKeepaliveConfig {
    static constexpr int kProbes = 3;

    /// Idle time before the first probe, in whole seconds; >= 1 s.
    std::chrono::seconds time{10};
    /// Wait between unanswered probes, in whole seconds; >= 1 s. After kProbes of them the connection is given up, and
    /// what was under way on it is sent again over another.
    std::chrono::seconds timeout{5};
    /// Whether probes are sent while no request is running.
    bool permit_without_stream = true;

    friend bool operator==(const GrpcKeepaliveConfig&, const GrpcKeepaliveConfig&) = default;
};

}  // namespace telemetryflow
