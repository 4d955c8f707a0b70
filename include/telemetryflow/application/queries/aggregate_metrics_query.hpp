#pragma once

// Asks the backend for one number per group over the data points of one metric.
// Owns its data. A value; share it between threads only for reading.

#include <string>
#include <string_view>

#include "telemetryflow/application/queries/aggregated_metric_result.hpp"
#include "telemetryflow/application/queries/attribute_map.hpp"
#include "telemetryflow/application/queries/metric_aggregation.hpp"
#include "telemetryflow/application/queries/page.hpp"
#include "telemetryflow/application/queries/time_range.hpp"

namespace telemetryflow {

struct AggregateMetricsQuery {
    static constexpr std::string_view kName = "AggregateMetricsQuery";
    using Result = AggregatedMetricResult;

    std::string name = {};  // required
    MetricAggregation aggregation = MetricAggregation::Sum;
    std::string group_by = {};      // key of an attribute of the point or its resource; empty: one group
    std::string service_name = {};  // empty: of any service
    TimeRange time = {};
    AttributeMap attributes = {};  // every one of them has to match
    Page page = {};                // counts groups
};

}  // namespace telemetryflow
