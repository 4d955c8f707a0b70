#pragma once

// Asks the backend for the data points of one metric, the newest first.
// Owns its data. A value; share it between threads only for reading.

#include <string>
#include <string_view>

#include "telemetryflow/application/queries/attribute_map.hpp"
#include "telemetryflow/application/queries/metric_query_result.hpp"
#include "telemetryflow/application/queries/page.hpp"
#include "telemetryflow/application/queries/time_range.hpp"

namespace telemetryflow {

struct GetMetricQuery {
    static constexpr std::string_view kName = "GetMetricQuery";
    using Result = MetricQueryResult;

    std::string name = {};          // required
    std::string service_name = {};  // empty: of any service
    TimeRange time = {};
    AttributeMap attributes = {};  // every one of them has to match
    bool latest_only = false;      // only the last point of every series
    Page page = {};
};

}  // namespace telemetryflow
