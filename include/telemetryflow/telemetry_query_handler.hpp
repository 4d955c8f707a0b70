#pragma once

// Answers every built-in query of one client: status and health from the engine's own counters, data queries from the
// backend where it has an API for them (telemetryflow-local does). Owned by the client; every call may come from any
// thread. Data queries block until the answer is there and throw TelemetryFlowError: QueryUnavailable where nothing at
// the endpoint answers them, QueryFailed where it refuses one.

#include "telemetryflow/application/queries.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class ClientCore;

class TELEMETRYFLOW_EXPORT TelemetryQueryHandler {
public:
    explicit TelemetryQueryHandler(ClientCore& core) noexcept : core_(core) {}

    SDKStatusResult handle(const GetSDKStatusQuery& query);
    HealthQueryResult handle(const GetHealthQuery& query);
    MetricQueryResult handle(const GetMetricQuery& query);
    AggregatedMetricResult handle(const AggregateMetricsQuery& query);
    LogsQueryResult handle(const GetLogsQuery& query);
    TraceQueryResult handle(const GetTraceQuery& query);
    TracesSearchResult handle(const SearchTracesQuery& query);

private:
    ClientCore& core_;
};

}  // namespace telemetryflow
