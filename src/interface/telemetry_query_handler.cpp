#include "telemetryflow/telemetry_query_handler.hpp"

#include "interface/client_core.hpp"

namespace telemetryflow {

SDKStatusResult TelemetryQueryHandler::handle(const GetSDKStatusQuery&) {
    return core_.status();
}

HealthQueryResult TelemetryQueryHandler::handle(const GetHealthQuery& query) {
    return core_.health(query.include_components);
}

MetricQueryResult TelemetryQueryHandler::handle(const GetMetricQuery& query) {
    return core_.reader()->get_metric(query);
}

AggregatedMetricResult TelemetryQueryHandler::handle(const AggregateMetricsQuery& query) {
    return core_.reader()->aggregate_metrics(query);
}

LogsQueryResult TelemetryQueryHandler::handle(const GetLogsQuery& query) {
    return core_.reader()->get_logs(query);
}

TraceQueryResult TelemetryQueryHandler::handle(const GetTraceQuery& query) {
    return core_.reader()->get_trace(query);
}

TracesSearchResult TelemetryQueryHandler::handle(const SearchTracesQuery& query) {
    return core_.reader()->search_traces(query);
}

}  // namespace telemetryflow
