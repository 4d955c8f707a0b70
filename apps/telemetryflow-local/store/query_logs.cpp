#include "store/queries.hpp"
#include "store/row_reader.hpp"

namespace telemetryflow::local {

namespace {

constexpr const char* kFrom = "logs l JOIN resources r ON r.id = l.resource_id JOIN scopes c ON c.id = l.scope_id";
constexpr const char* kColumns =
    "SELECT l.time_ns, l.observed_ns, l.severity_number, l.severity_text, l.body, l.event_name, l.attributes, "
    "l.trace_id, l.span_id, l.flags, l.dropped_attributes, r.service, r.content, c.content FROM ";

std::string as_pattern(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

Where where_of(const LogFilter& filter) {
    Where where;
    where.add_common(filter, "l", "at_ns");
    if (filter.min_severity) where.add("l.severity_number >= ?", {std::int64_t{*filter.min_severity}});
    if (filter.max_severity) where.add("l.severity_number <= ?", {std::int64_t{*filter.max_severity}});
    if (filter.search) where.add("l.body_text LIKE ? ESCAPE '\\'", {as_pattern(*filter.search)});
    if (filter.trace_id) where.add("l.trace_id = ?", {*filter.trace_id});
    if (filter.span_id) where.add("l.span_id = ?", {*filter.span_id});
    return where;
}

nlohmann::json log_of(const Statement& statement) {
    RowReader row(statement);
    nlohmann::json log;
    log["time_unix_nano"] = row.nanoseconds();
    log["observed_time_unix_nano"] = row.nanoseconds();
    log["severity_number"] = row.integer();
    log["severity_text"] = row.text();
    log["body"] = row.json();
    log["event_name"] = row.text();
    log["attributes"] = row.json();
    log["trace_id"] = row.text();
    log["span_id"] = row.text();
    log["flags"] = row.integer();
    log["dropped_attributes_count"] = row.integer();
    log["service"] = row.text();
    log["resource"] = row.json();
    log["scope"] = row.json();
    return log;
}

}  // namespace

nlohmann::json query_logs(Database& database, const LogFilter& filter) {
    const auto where = where_of(filter);
    auto statement = database.prepare(
        kColumns + std::string(kFrom) + where.sql() + " ORDER BY l.at_ns DESC, l.id DESC LIMIT ? OFFSET ?",
        with_page(where.values(), filter.page));
    auto items = nlohmann::json::array();
    while (statement.step())
        items.push_back(log_of(statement));
    return {{"total", count_rows(database, kFrom, where)}, {"items", std::move(items)}};
}

}  // namespace telemetryflow::local
