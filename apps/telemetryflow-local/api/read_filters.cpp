#include "api/read_filters.hpp"

#include <algorithm>
#include <array>

#include "api/parameters.hpp"
#include "store/names.hpp"

namespace telemetryflow::local {

namespace {

constexpr std::size_t kTraceIdDigits = 32;
constexpr std::size_t kSpanIdDigits = 16;
constexpr std::array<std::string_view, 5> kAggregates{"sum", "avg", "min", "max", "count"};
constexpr int kNumbersPerSeverity = 4;
constexpr int kMaxSeverity = 24;

// What traces and spans have in common.
SpanFilter read_spans(const Parameters& parameters) {
    SpanFilter filter;
    parameters.read_common(filter);
    filter.operation = parameters.text("operation");
    filter.min_duration = parameters.milliseconds("min_duration_ms");
    filter.max_duration = parameters.milliseconds("max_duration_ms");
    filter.has_error = parameters.boolean("has_error");
    if (const auto kind = parameters.text("kind")) {
        filter.kind = value_of_name(kSpanKinds, *kind);
        if (!filter.kind) {
            throw BadParameter("kind", *kind, "internal, server, client, producer, consumer or unspecified");
        }
    }
    return filter;
}

// A name means its four numbers, a number means itself and all above.
void read_severity(const Parameters& parameters, LogFilter& filter) {
    const auto text = parameters.text("severity");
    if (!text) return;
    if (const auto named = value_of_name(kSeverities, *text)) {
        filter.min_severity = *named * kNumbersPerSeverity + 1;
        filter.max_severity = *named * kNumbersPerSeverity + kNumbersPerSeverity;
        return;
    }
    try {
        filter.min_severity = static_cast<int>(*parameters.integer("severity", 1, kMaxSeverity));
    } catch (const BadParameter&) {
        throw BadParameter("severity", *text,
                           "trace, debug, info, warn, error or fatal, or the lowest number wanted, 1 to 24");
    }
}

}  // namespace

SpanFilter read_trace_filter(const httplib::Request& request) {
    return read_spans(Parameters(request, {TELEMETRYFLOW_LOCAL_COMMON_PARAMETERS, "operation", "kind",
                                           "min_duration_ms", "max_duration_ms", "has_error"}));
}

SpanFilter read_span_filter(const httplib::Request& request) {
    const Parameters parameters(request, {TELEMETRYFLOW_LOCAL_COMMON_PARAMETERS, "operation", "name", "kind",
                                          "trace_id", "min_duration_ms", "max_duration_ms", "has_error"});
    auto filter = read_spans(parameters);
    filter.trace_id = parameters.hex_id("trace_id", kTraceIdDigits);
    if (const auto name = parameters.text("name")) {
        if (filter.operation) throw BadParameter("name", *name, "name or operation, which mean the same, not both");
        filter.operation = name;
    }
    return filter;
}

LogFilter read_log_filter(const httplib::Request& request) {
    const Parameters parameters(request,
                                {TELEMETRYFLOW_LOCAL_COMMON_PARAMETERS, "severity", "search", "trace_id", "span_id"});
    LogFilter filter;
    parameters.read_common(filter);
    read_severity(parameters, filter);
    filter.search = parameters.text("search");
    filter.trace_id = parameters.hex_id("trace_id", kTraceIdDigits);
    filter.span_id = parameters.hex_id("span_id", kSpanIdDigits);
    return filter;
}

MetricQuery read_metric_query(const httplib::Request& request) {
    const Parameters parameters(request,
                                {TELEMETRYFLOW_LOCAL_COMMON_PARAMETERS, "name", "latest", "aggregate", "group_by"});
    MetricQuery query;
    parameters.read_common(query.filter);
    query.filter.name = parameters.text("name");
    query.filter.latest = parameters.boolean("latest");
    query.group_by = parameters.text("group_by");
    if (const auto aggregate = parameters.text("aggregate")) {
        const auto index = value_of_name(kAggregates, *aggregate);
        if (!index) throw BadParameter("aggregate", *aggregate, "sum, avg, min, max or count");
        if (!query.filter.name) throw BadParameter("aggregate", *aggregate, "only together with name");
        query.aggregate = static_cast<Aggregate>(*index);
    }
    if (query.group_by && !query.aggregate) {
        throw BadParameter("group_by", *query.group_by, "only together with aggregate");
    }
    return query;
}

std::string read_trace_id(std::string text) {
    httplib::Request request;
    request.params.emplace("id", text);
    const auto id = Parameters(request, {"id"}).hex_id("id", kTraceIdDigits);
    if (!id) throw BadParameter("id", text, "32 hexadecimal digits");
    return *id;
}

}  // namespace telemetryflow::local
