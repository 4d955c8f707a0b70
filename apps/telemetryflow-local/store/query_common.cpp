#include "store/queries.hpp"
#include "store/row_reader.hpp"

namespace telemetryflow::local {

nlohmann::json query_services(Database& database) {
    auto statement = database.prepare(
        "SELECT service, SUM(spans), SUM(logs), SUM(points), MAX(last_seen) FROM (SELECT service, last_seen, "
        "(SELECT COUNT(*) FROM spans WHERE resource_id = r.id) AS spans, "
        "(SELECT COUNT(*) FROM logs WHERE resource_id = r.id) AS logs, "
        "(SELECT COUNT(*) FROM metric_points WHERE resource_id = r.id) AS points FROM resources r) "
        "GROUP BY service ORDER BY service");
    auto services = nlohmann::json::array();
    while (statement.step()) {
        RowReader row(statement);
        nlohmann::json service;
        service["name"] = row.text();
        service["spans"] = row.integer();
        service["logs"] = row.integer();
        service["metric_points"] = row.integer();
        service["last_seen"] = row.nanoseconds();
        services.push_back(std::move(service));
    }
    return services;
}

std::int64_t count_rows(Database& database, const std::string& from, const Where& where) {
    auto statement = database.prepare("SELECT COUNT(*) FROM " + from + where.sql(), where.values());
    statement.step();
    return statement.integer(0);
}

std::vector<SqlValue> with_page(std::vector<SqlValue> values, const Page& page) {
    values.emplace_back(page.limit);
    values.emplace_back(page.offset);
    return values;
}

}  // namespace telemetryflow::local
