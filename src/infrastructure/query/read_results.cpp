#include "infrastructure/query/read_results.hpp"

#include <chrono>
#include <utility>

#include "infrastructure/query/json_fields.hpp"

namespace telemetryflow::infrastructure {

namespace {

MetricDataPoint read_point(const nlohmann::json& item) {
    MetricDataPoint point;
    point.start_unix_nano = unsigned_of(item, "start_unix_nano");
    point.time_unix_nano = unsigned_of(item, "time_unix_nano");
    point.value = number_of(item, "value");
    if (item.contains("count")) point.count = unsigned_of(item, "count");
    point.sum = number_of(item, "sum");
    point.min = number_of(item, "min");
    point.max = number_of(item, "max");
    if (item.contains("explicit_bounds")) {
        for (const auto& bound : array_of(item, "explicit_bounds"))
            point.explicit_bounds.push_back(as_number(bound));
    }
    if (item.contains("bucket_counts")) {
        for (const auto& count : array_of(item, "bucket_counts"))
            point.bucket_counts.push_back(as_unsigned(count));
    }
    point.service_name = text_of(item, "service");
    point.attributes = attributes_of(item, "attributes");
    return point;
}

LogEntry read_log(const nlohmann::json& item) {
    LogEntry log;
    log.time_unix_nano = unsigned_of(item, "time_unix_nano");
    // A record without a time of its own has that of its collection.
    if (log.time_unix_nano == 0) log.time_unix_nano = unsigned_of(item, "observed_time_unix_nano");
    log.severity_number = item.at("severity_number").get<int>();
    log.severity_text = text_of(item, "severity_text");
    log.message = as_text(item.at("body"));
    log.service_name = text_of(item, "service");
    log.trace_id = trace_id_of(item, "trace_id");
    log.span_id = span_id_of(item, "span_id");
    log.attributes = attributes_of(item, "attributes");
    return log;
}

SpanStatus read_status(const nlohmann::json& status) {
    const auto code = text_of(status, "code");
    if (code == "ok") return SpanStatus::Ok;
    return code == "error" ? SpanStatus::Error : SpanStatus::Unset;
}

SpanInfo read_span(const nlohmann::json& item) {
    SpanInfo span;
    span.trace_id = trace_id_of(item, "trace_id");
    span.span_id = span_id_of(item, "span_id");
    span.parent_span_id = span_id_of(item, "parent_span_id");
    span.name = text_of(item, "name");
    span.kind = text_of(item, "kind");
    span.start_unix_nano = unsigned_of(item, "start_unix_nano");
    span.end_unix_nano = unsigned_of(item, "end_unix_nano");
    span.status = read_status(item.at("status"));
    span.status_message = text_of(item.at("status"), "message");
    span.service_name = text_of(item, "service");
    span.attributes = attributes_of(item, "attributes");
    for (const auto& event : array_of(item, "events")) {
        span.events.push_back({.name = text_of(event, "name"),
                               .time_unix_nano = unsigned_of(event, "time_unix_nano"),
                               .attributes = attributes_of(event, "attributes")});
    }
    for (const auto& link : array_of(item, "links")) {
        span.links.push_back({.trace_id = trace_id_of(link, "trace_id"),
                              .span_id = span_id_of(link, "span_id"),
                              .attributes = attributes_of(link, "attributes")});
    }
    return span;
}

}  // namespace

MetricQueryResult read_metric(const nlohmann::json& answer) {
    MetricQueryResult result;
    result.total = unsigned_of(answer, "total");
    for (const auto& item : array_of(answer, "items")) {
        if (result.data_points.empty()) {
            result.unit = text_of(item, "unit");
            result.description = text_of(item, "description");
            result.type = text_of(item, "type");
            result.temporality = item.value("temporality", std::string());
            result.monotonic = item.value("monotonic", false);
        }
        result.data_points.push_back(read_point(item));
    }
    return result;
}

AggregatedMetricResult read_aggregation(const nlohmann::json& answer) {
    AggregatedMetricResult result;
    result.total = unsigned_of(answer, "total");
    for (const auto& item : array_of(answer, "groups")) {
        AggregatedGroup group;
        if (const auto& key = item.at("key"); !key.is_null()) group.key = as_text(key);
        group.value = number_of(item, "value");
        group.points = unsigned_of(item, "points");
        result.groups.push_back(std::move(group));
    }
    return result;
}

LogsQueryResult read_logs(const nlohmann::json& answer) {
    LogsQueryResult result{.total = unsigned_of(answer, "total"), .logs = {}};
    for (const auto& item : array_of(answer, "items"))
        result.logs.push_back(read_log(item));
    return result;
}

TraceQueryResult read_trace(const nlohmann::json& answer) {
    TraceQueryResult result{.trace_id = trace_id_of(answer, "trace_id"), .spans = {}};
    for (const auto& item : array_of(answer, "spans"))
        result.spans.push_back(read_span(item));
    return result;
}

TracesSearchResult read_traces(const nlohmann::json& answer) {
    TracesSearchResult result{.total = unsigned_of(answer, "total"), .traces = {}};
    for (const auto& item : array_of(answer, "items")) {
        TraceSummary trace;
        trace.trace_id = trace_id_of(item, "trace_id");
        trace.root_name = text_of(item, "root_name");
        trace.service_name = text_of(item, "service");
        trace.start_unix_nano = unsigned_of(item, "start_unix_nano");
        trace.duration = std::chrono::nanoseconds(unsigned_of(item, "duration_ns"));
        trace.span_count = unsigned_of(item, "spans");
        trace.error_count = unsigned_of(item, "errors");
        trace.depth = unsigned_of(item, "depth");
        result.traces.push_back(std::move(trace));
    }
    return result;
}

}  // namespace telemetryflow::infrastructure
