#pragma once

// The port through which data queries reach the backend. An implementation may be called by several threads at a time.
// Every call blocks until the answer is there. It throws TelemetryFlowError: QueryUnavailable when nothing at the other
// end answers such queries, QueryFailed when it does and refused this one or gave a faulty answer.

#include "telemetryflow/application/queries.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT TelemetryReader {
public:
    TelemetryReader() = default;
    TelemetryReader(const TelemetryReader&) = delete;
    TelemetryReader& operator=(const TelemetryReader&) = delete;
    virtual ~TelemetryReader() = default;

    virtual MetricQueryResult get_metric(const GetMetricQuery& query) = 0;
    virtual AggregatedMetricResult aggregate_metrics(const AggregateMetricsQuery& query) = 0;
    virtual LogsQueryResult get_logs(const GetLogsQuery& query) = 0;
    virtual TraceQueryResult get_trace(const GetTraceQuery& query) = 0;
    virtual TracesSearchResult search_traces(const SearchTracesQuery& query) = 0;
};

}  // namespace telemetryflow
