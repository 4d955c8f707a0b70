#include "store/queries.hpp"
#include "store/row_reader.hpp"

namespace telemetryflow::local {

namespace {

constexpr const char* kFrom =
    "metric_points p JOIN resources r ON r.id = p.resource_id JOIN scopes c ON c.id = p.scope_id";
constexpr const char* kColumns =
    "p.id, p.name, p.description, p.unit, p.type, p.temporality, p.monotonic, p.attributes, p.start_ns, p.time_ns, "
    "p.value, p.count, p.sum, p.min, p.max, p.distribution, p.exemplars, p.flags, r.service, r.content AS resource, "
    "c.content AS scope";

nlohmann::json point_of(const Statement& statement) {
    RowReader row(statement);
    nlohmann::json point;
    row.integer();
    point["name"] = row.text();
    point["description"] = row.text();
    point["unit"] = row.text();
    point["type"] = row.text();
    const bool is_number = point["type"] == "gauge" || point["type"] == "sum";
    if (const auto temporality = row.text_or_null(); !temporality.is_null()) point["temporality"] = temporality;
    if (const auto monotonic = row.number(); !monotonic.is_null()) point["monotonic"] = monotonic != 0;
    point["attributes"] = row.json();
    point["start_unix_nano"] = row.nanoseconds();
    point["time_unix_nano"] = row.nanoseconds();
    if (const auto value = row.number(); is_number) point["value"] = value;
    if (const auto count = row.number(); !is_number) point["count"] = count;
    for (const char* field : {"sum", "min", "max"}) {
        if (const auto value = row.number(); !value.is_null()) point[field] = value;
    }
    point.update(row.json());
    point["exemplars"] = row.json();
    point["flags"] = row.integer();
    point["service"] = row.text();
    point["resource"] = row.json();
    point["scope"] = row.json();
    return point;
}

}  // namespace

Where where_of(const MetricFilter& filter) {
    Where where;
    where.add_common(filter, "p", "time_ns");
    if (filter.name) where.add("p.name = ?", {*filter.name});
    return where;
}

nlohmann::json query_metrics(Database& database, const MetricFilter& filter) {
    const auto where = where_of(filter);
    std::string from = "(SELECT " + std::string(kColumns);
    if (filter.latest.value_or(false)) {
        from +=
            ", ROW_NUMBER() OVER (PARTITION BY p.resource_id, p.scope_id, p.name, p.type, p.attributes "
            "ORDER BY p.time_ns DESC, p.id DESC) AS age";
    } else {
        from += ", 1 AS age";
    }
    from += " FROM " + std::string(kFrom) + where.sql() + ") WHERE age = 1";

    auto total = database.prepare("SELECT COUNT(*) FROM " + from, where.values());
    total.step();
    auto statement = database.prepare("SELECT * FROM " + from + " ORDER BY time_ns DESC, id DESC LIMIT ? OFFSET ?",
                                      with_page(where.values(), filter.page));
    auto items = nlohmann::json::array();
    while (statement.step())
        items.push_back(point_of(statement));
    return {{"total", total.integer(0)}, {"items", std::move(items)}};
}

}  // namespace telemetryflow::local
