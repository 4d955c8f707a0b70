#include "store/names.hpp"
#include "store/queries.hpp"
#include "store/row_reader.hpp"

namespace telemetryflow::local {

namespace {

constexpr const char* kFrom = "spans s JOIN resources r ON r.id = s.resource_id JOIN scopes c ON c.id = s.scope_id";
constexpr const char* kColumns =
    "SELECT s.trace_id, s.span_id, s.parent_span_id, s.trace_state, s.flags, s.name, s.kind, s.start_ns, s.end_ns, "
    "s.end_ns - s.start_ns, s.status_code, s.status_message, s.attributes, s.events, s.links, s.dropped_attributes, "
    "s.dropped_events, s.dropped_links, r.service, r.content, c.content FROM ";

nlohmann::json span_of(const Statement& statement) {
    RowReader row(statement);
    nlohmann::json span;
    span["trace_id"] = row.text();
    span["span_id"] = row.text();
    span["parent_span_id"] = row.text();
    span["trace_state"] = row.text();
    span["flags"] = row.integer();
    span["name"] = row.text();
    span["kind"] = name_of(kSpanKinds, row.integer());
    span["start_unix_nano"] = row.nanoseconds();
    span["end_unix_nano"] = row.nanoseconds();
    span["duration_ns"] = std::to_string(row.integer());
    span["status"]["code"] = name_of(kStatusCodes, row.integer());
    span["status"]["message"] = row.text();
    span["attributes"] = row.json();
    span["events"] = row.json();
    span["links"] = row.json();
    span["dropped_attributes_count"] = row.integer();
    span["dropped_events_count"] = row.integer();
    span["dropped_links_count"] = row.integer();
    span["service"] = row.text();
    span["resource"] = row.json();
    span["scope"] = row.json();
    return span;
}

nlohmann::json read_all(Statement statement) {
    auto spans = nlohmann::json::array();
    while (statement.step())
        spans.push_back(span_of(statement));
    return spans;
}

}  // namespace

nlohmann::json query_spans(Database& database, const SpanFilter& filter) {
    Where where;
    where.add_common(filter, "s", "start_ns");
    if (filter.operation) where.add("s.name = ?", {*filter.operation});
    if (filter.trace_id) where.add("s.trace_id = ?", {*filter.trace_id});
    if (filter.kind) where.add("s.kind = ?", {std::int64_t{*filter.kind}});
    if (filter.min_duration) where.add("s.end_ns - s.start_ns >= ?", {*filter.min_duration});
    if (filter.max_duration) where.add("s.end_ns - s.start_ns <= ?", {*filter.max_duration});
    if (filter.has_error) where.add("(s.status_code = 2) = ?", {std::int64_t{*filter.has_error ? 1 : 0}});

    return {{"total", count_rows(database, kFrom, where)},
            {"items", read_all(database.prepare(kColumns + std::string(kFrom) + where.sql() +
                                                    " ORDER BY s.start_ns DESC, s.id DESC LIMIT ? OFFSET ?",
                                                with_page(where.values(), filter.page)))}};
}

nlohmann::json query_trace(Database& database, const std::string& trace_id) {
    auto spans = read_all(database.prepare(
        kColumns + std::string(kFrom) + " WHERE s.trace_id = ? ORDER BY s.start_ns, s.id", {trace_id}));
    if (spans.empty()) return nullptr;
    return {{"trace_id", trace_id}, {"spans", std::move(spans)}};
}

}  // namespace telemetryflow::local
