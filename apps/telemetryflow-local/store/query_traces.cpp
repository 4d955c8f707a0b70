#include "store/queries.hpp"
#include "store/row_reader.hpp"
#include "store/trace_shape.hpp"

namespace telemetryflow::local {

namespace {

// Traces with at least one span that the filter means, as a condition on their id.
Where matching_spans(const SpanFilter& filter) {
    Where where;
    where.add_service_and_attributes(filter, "s");
    if (filter.operation) where.add("s.name = ?", {*filter.operation});
    if (filter.kind) where.add("s.kind = ?", {std::int64_t{*filter.kind}});
    return where;
}

Where matching_traces(const SpanFilter& filter) {
    Where where;
    where.add_times(filter, "MIN(start_ns)");
    if (filter.min_duration) where.add("MAX(end_ns) - MIN(start_ns) >= ?", {*filter.min_duration});
    if (filter.max_duration) where.add("MAX(end_ns) - MIN(start_ns) <= ?", {*filter.max_duration});
    if (filter.has_error) {
        where.add("(SUM(status_code = 2) > 0) = ?", {std::int64_t{*filter.has_error ? 1 : 0}});
    }
    return where;
}

TraceShape shape_of_trace(Database& database, const std::string& trace_id) {
    auto statement = database.prepare(
        "SELECT s.span_id, s.parent_span_id, s.name, r.service FROM spans s JOIN resources r ON r.id = s.resource_id "
        "WHERE s.trace_id = ? ORDER BY s.start_ns, s.id",
        {trace_id});
    std::vector<SpanLink> spans;
    while (statement.step()) {
        RowReader row(statement);
        SpanLink span;
        span.span_id = row.text();
        span.parent_span_id = row.text();
        span.name = row.text();
        span.service = row.text();
        spans.push_back(std::move(span));
    }
    return shape_of(spans);
}

}  // namespace

nlohmann::json query_traces(Database& database, const SpanFilter& filter) {
    const auto spans = matching_spans(filter);
    const auto traces = matching_traces(filter);
    std::string from =
        "(SELECT trace_id, MIN(start_ns) AS start, MAX(end_ns) - MIN(start_ns) AS duration, COUNT(*) AS spans, "
        "SUM(status_code = 2) AS errors FROM spans";
    if (!spans.values().empty()) {
        from += " WHERE trace_id IN (SELECT s.trace_id FROM spans s JOIN resources r ON r.id = s.resource_id" +
                spans.sql() + ")";
    }
    from += " GROUP BY trace_id" + traces.sql(" HAVING ") + ")";
    auto values = spans.values();
    values.insert(values.end(), traces.values().begin(), traces.values().end());

    auto total = database.prepare("SELECT COUNT(*) FROM " + from, values);
    total.step();
    auto items = nlohmann::json::array();
    auto statement = database.prepare("SELECT trace_id, start, duration, spans, errors FROM " + from +
                                          " ORDER BY start DESC, trace_id LIMIT ? OFFSET ?",
                                      with_page(values, filter.page));
    while (statement.step()) {
        RowReader row(statement);
        nlohmann::json trace;
        const auto trace_id = row.text();
        const auto shape = shape_of_trace(database, trace_id);
        trace["trace_id"] = trace_id;
        trace["root_name"] = shape.root_name;
        trace["service"] = shape.service;
        trace["start_unix_nano"] = row.nanoseconds();
        trace["duration_ns"] = std::to_string(row.integer());
        trace["spans"] = row.integer();
        trace["errors"] = row.integer();
        trace["depth"] = shape.depth;
        items.push_back(std::move(trace));
    }
    return {{"total", total.integer(0)}, {"items", std::move(items)}};
}

}  // namespace telemetryflow::local
