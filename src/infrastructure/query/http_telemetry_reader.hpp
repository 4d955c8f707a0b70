#pragma once

// Asks the JSON API that telemetryflow-local serves on its OTLP/HTTP port, below /api/v1. Any thread may call it at any
// time; every call waits for its answer, at most as long as the options say.

#include "telemetryflow/application/ports/telemetry_reader.hpp"

#include "infrastructure/query/http_telemetry_reader_options.hpp"
#include "infrastructure/query/json_api.hpp"

namespace telemetryflow::infrastructure {

class HttpTelemetryReader final : public TelemetryReader {
public:
    explicit HttpTelemetryReader(HttpTelemetryReaderOptions options);

    MetricQueryResult get_metric(const GetMetricQuery& query) override;
    AggregatedMetricResult aggregate_metrics(const AggregateMetricsQuery& query) override;
    LogsQueryResult get_logs(const GetLogsQuery& query) override;
    TraceQueryResult get_trace(const GetTraceQuery& query) override;
    TracesSearchResult search_traces(const SearchTracesQuery& query) override;

private:
    JsonApi api_;
};

}  // namespace telemetryflow::infrastructure
