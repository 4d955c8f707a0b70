#pragma once

// The buckets that OpenTelemetry's conventions advise for durations of requests, in seconds.

#include <vector>

namespace telemetryflow::middleware {

inline std::vector<double> duration_boundaries() {
    return {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
}

}  // namespace telemetryflow::middleware
