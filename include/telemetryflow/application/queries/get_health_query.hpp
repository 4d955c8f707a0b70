#pragma once

// Asks how the SDK itself is doing.
// A value; safe to use from any thread.

#include <string_view>

#include "telemetryflow/application/queries/health_query_result.hpp"

namespace telemetryflow {

struct GetHealthQuery {
    static constexpr std::string_view kName = "GetHealthQuery";
    using Result = HealthQueryResult;

    bool include_components = true;
};

}  // namespace telemetryflow
