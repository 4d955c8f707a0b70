#pragma once

// Asks the backend for traces, the newest first. Service, operation and attributes select the traces that have at least
// one such span; times, durations and errors are those of the whole trace.
// Owns its data. A value; share it between threads only for reading.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryflow/application/queries/attribute_map.hpp"
#include "telemetryflow/application/queries/page.hpp"
#include "telemetryflow/application/queries/time_range.hpp"
#include "telemetryflow/application/queries/traces_search_result.hpp"

namespace telemetryflow {

struct SearchTracesQuery {
    static constexpr std::string_view kName = "SearchTracesQuery";
    using Result = TracesSearchResult;

    std::string service_name = {};    // empty: of any service
    std::string operation_name = {};  // name of a span; empty: any
    TimeRange time = {};
    std::optional<std::chrono::milliseconds> min_duration = {};  // inclusive
    std::optional<std::chrono::milliseconds> max_duration = {};  // inclusive
    std::optional<bool> has_error = {};                          // unset: either
    AttributeMap attributes = {};                                // every one of them has to match
    Page page = {};
};

}  // namespace telemetryflow
