#pragma once

// Turns the API's answers into the results of queries. Every function throws a std::exception for an answer that does
// not have the API's form. Pure functions; safe to use from any thread.

#include <nlohmann/json.hpp>

#include "telemetryflow/application/queries.hpp"

namespace telemetryflow::infrastructure {

[[nodiscard]] MetricQueryResult read_metric(const nlohmann::json& answer);
[[nodiscard]] AggregatedMetricResult read_aggregation(const nlohmann::json& answer);
[[nodiscard]] LogsQueryResult read_logs(const nlohmann::json& answer);
[[nodiscard]] TraceQueryResult read_trace(const nlohmann::json& answer);
[[nodiscard]] TracesSearchResult read_traces(const nlohmann::json& answer);

}  // namespace telemetryflow::infrastructure
