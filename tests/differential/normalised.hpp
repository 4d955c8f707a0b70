#pragma once

// What arrived of one scenario as text that two SDKs can agree on: identities become names, times that a clock gave are
// left out, what has no order is sorted. A free function.

#include <string>
#include <vector>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow::differential {

struct ReceivedRequest {
    SignalType signal;
    std::string body;
};

[[nodiscard]] std::string normalised(const std::string& scenario, const std::vector<ReceivedRequest>& requests);

}  // namespace telemetryflow::differential
