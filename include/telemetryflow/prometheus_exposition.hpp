#pragma once

// A snapshot of metrics as Prometheus scrapes it. A value.

#include <string>
#include <vector>

namespace telemetryflow {

struct PrometheusExposition {
    std::string text{};
    /// What the snapshot has and the text has not, a sentence each: metrics whose type another one of the same name
    /// does not have, points with the labels of another one, descriptions and units that differ, deltas.
    std::vector<std::string> dropped{};
};

}  // namespace telemetryflow
