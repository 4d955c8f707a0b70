#pragma once

// What TelemetryFlowBuilder::try_build() returns: a client, or every reason why there is none. Owned by the caller.

#include <optional>
#include <string>
#include <vector>

#include "telemetryflow/client.hpp"

namespace telemetryflow {

struct BuildResult {
    std::optional<TelemetryFlowClient> client;
    /// Empty exactly when there is a client.
    std::vector<std::string> faults;

    explicit operator bool() const noexcept { return client.has_value(); }
};

}  // namespace telemetryflow
