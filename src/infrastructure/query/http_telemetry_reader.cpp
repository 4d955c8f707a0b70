#include "infrastructure/query/http_telemetry_reader.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "telemetryflow/domain/errors.hpp"

#include "infrastructure/query/query_string.hpp"
#include "infrastructure/query/read_results.hpp"

namespace telemetryflow::infrastructure {

namespace {

void require(bool given, std::string_view query, std::string_view field) {
    if (given) return;
    throw TelemetryFlowError(ErrorCode::QueryFailed, std::string(query) + " needs a " + std::string(field));
}

// Calls `read` on the answer and says of a faulty one which request it answered.
template <class Read>
auto read_answer(const JsonApi& api, const ApiAnswer& answer, Read read) {
    try {
        return read(answer.body);
    } catch (const std::exception& fault) {
        api.throw_failed(answer.url, std::string("the answer does not have the form of the API: ") + fault.what());
    }
}

// The API takes a name for exactly one level and a number for that and everything above.
std::string severity_parameter(SeverityLevel severity, bool include_higher) {
    if (include_higher) return std::to_string(static_cast<int>(severity));
    std::string name(to_string(severity));
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    return name;
}

}  // namespace

HttpTelemetryReader::HttpTelemetryReader(HttpTelemetryReaderOptions options) : api_(std::move(options)) {}

MetricQueryResult HttpTelemetryReader::get_metric(const GetMetricQuery& query) {
    require(!query.name.empty(), GetMetricQuery::kName, "name");
    QueryString parameters;
    parameters.add("name", query.name).add_unless_empty("service", query.service_name);
    if (query.latest_only) parameters.add("latest", "true");
    parameters.add(query.time).add(query.attributes).add(query.page);
    auto result = read_answer(api_, api_.get("/api/v1/metrics", parameters), read_metric);
    result.name = query.name;
    return result;
}

AggregatedMetricResult HttpTelemetryReader::aggregate_metrics(const AggregateMetricsQuery& query) {
    require(!query.name.empty(), AggregateMetricsQuery::kName, "name");
    QueryString parameters;
    parameters.add("name", query.name)
        .add("aggregate", to_string(query.aggregation))
        .add_unless_empty("group_by", query.group_by)
        .add_unless_empty("service", query.service_name)
        .add(query.time)
        .add(query.attributes)
        .add(query.page);
    auto result = read_answer(api_, api_.get("/api/v1/metrics", parameters), read_aggregation);
    result.name = query.name;
    result.aggregation = query.aggregation;
    result.group_by = query.group_by;
    return result;
}

LogsQueryResult HttpTelemetryReader::get_logs(const GetLogsQuery& query) {
    QueryString parameters;
    if (query.severity) {
        parameters.add("severity", severity_parameter(*query.severity, query.include_higher_severities));
    }
    parameters.add_unless_empty("search", query.search_text).add_unless_empty("service", query.service_name);
    if (query.trace_id.is_valid()) parameters.add("trace_id", query.trace_id.to_hex());
    if (query.span_id.is_valid()) parameters.add("span_id", query.span_id.to_hex());
    parameters.add(query.time).add(query.attributes).add(query.page);
    return read_answer(api_, api_.get("/api/v1/logs", parameters), read_logs);
}

TraceQueryResult HttpTelemetryReader::get_trace(const GetTraceQuery& query) {
    require(query.trace_id.is_valid(), GetTraceQuery::kName, "trace_id");
    const auto id = query.trace_id.to_hex();
    const auto answer = api_.get("/api/v1/traces/" + id, {}, id);
    if (!answer.found) return {.trace_id = query.trace_id, .spans = {}};
    return read_answer(api_, answer, read_trace);
}

TracesSearchResult HttpTelemetryReader::search_traces(const SearchTracesQuery& query) {
    QueryString parameters;
    parameters.add_unless_empty("service", query.service_name).add_unless_empty("operation", query.operation_name);
    if (query.min_duration) parameters.add("min_duration_ms", std::to_string(query.min_duration->count()));
    if (query.max_duration) parameters.add("max_duration_ms", std::to_string(query.max_duration->count()));
    if (query.has_error) parameters.add("has_error", *query.has_error ? "true" : "false");
    parameters.add(query.time).add(query.attributes).add(query.page);
    return read_answer(api_, api_.get("/api/v1/traces", parameters), read_traces);
}

}  // namespace telemetryflow::infrastructure
