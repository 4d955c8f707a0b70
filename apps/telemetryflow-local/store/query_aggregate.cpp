#include <algorithm>
#include <array>

#include "store/queries.hpp"
#include "store/row_reader.hpp"

namespace telemetryflow::local {

namespace {

// A number stands for itself, a histogram or summary for the measurements in it. NaN, kept as a text, is left out.
constexpr const char* kNumber = "CASE WHEN typeof(value) = 'text' THEN NULL ELSE value END";
constexpr const char* kTotal = "CASE WHEN typeof(sum) = 'text' THEN NULL ELSE sum END";

std::string expression_of(Aggregate aggregate) {
    const std::string number = kNumber;
    const std::string total = kTotal;
    const std::string measured = "CASE WHEN type IN ('gauge', 'sum') THEN " + number + " ELSE " + total + " END";
    const std::string counted = "CASE WHEN type IN ('gauge', 'sum') THEN (" + number + ") IS NOT NULL ELSE count END";
    switch (aggregate) {
        case Aggregate::Sum: return "SUM(" + measured + ")";
        case Aggregate::Avg: return "CAST(SUM(" + measured + ") AS REAL) / SUM(" + counted + ")";
        case Aggregate::Min: return "MIN(CASE WHEN type IN ('gauge', 'sum') THEN " + number + " ELSE min END)";
        case Aggregate::Max: return "MAX(CASE WHEN type IN ('gauge', 'sum') THEN " + number + " ELSE max END)";
        case Aggregate::Count: return "SUM(" + counted + ")";
    }
    return "NULL";
}

const char* name_of(Aggregate aggregate) {
    constexpr std::array<const char*, 5> kNames{"sum", "avg", "min", "max", "count"};
    return kNames[static_cast<std::size_t>(aggregate)];
}

// The attribute's value as JSON text, so that the text "1" and the number 1 are different groups.
std::string attribute_of(const char* object) {
    return "(SELECT CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'array' THEN value "
           "WHEN 'object' THEN value ELSE json_quote(value) END FROM json_each(" +
           std::string(object) + ") WHERE key = ?)";
}

// A cumulative point contains the points before it, so only the last one of each start time counts unless the caller
// asked for another choice.
std::string selected_points(const MetricFilter& filter, const Where& where) {
    std::string partition = "p.resource_id, p.scope_id, p.name, p.type, p.attributes";
    std::string condition = " WHERE age = 1";
    if (!filter.latest) {
        partition += ", p.start_ns";
        condition += " OR temporality IS NOT 'cumulative'";
    } else if (!*filter.latest) {
        condition.clear();
    }
    return "(SELECT p.*, r.content AS resource, ROW_NUMBER() OVER (PARTITION BY " + partition +
           " ORDER BY p.time_ns DESC, p.id DESC) AS age FROM metric_points p JOIN resources r ON r.id = p.resource_id" +
           where.sql() + ")" + condition;
}

}  // namespace

nlohmann::json query_aggregate(Database& database, const MetricFilter& filter, Aggregate aggregate,
                               const std::optional<std::string>& group_by) {
    const auto where = where_of(filter);
    const std::string key =
        group_by ? "COALESCE(" + attribute_of("attributes") + ", " + attribute_of("resource") + ", 'null')" : "'null'";
    std::vector<SqlValue> values;
    if (group_by) values.assign({*group_by, *group_by});
    values.insert(values.end(), where.values().begin(), where.values().end());

    auto statement =
        database.prepare("SELECT " + key + " AS group_key, " + expression_of(aggregate) + ", COUNT(*) FROM " +
                             selected_points(filter, where) + " GROUP BY group_key ORDER BY 2 DESC, 1",
                         values);
    auto groups = nlohmann::json::array();
    std::int64_t total = 0;
    while (statement.step()) {
        const auto position = total++;
        if (position < filter.page.offset || position - filter.page.offset >= filter.page.limit) continue;
        RowReader row(statement);
        nlohmann::json group;
        group["key"] = row.json();
        group["value"] = row.number();
        group["points"] = row.integer();
        groups.push_back(std::move(group));
    }
    return {{"name", *filter.name},
            {"aggregate", name_of(aggregate)},
            {"group_by", group_by ? nlohmann::json(*group_by) : nlohmann::json()},
            {"total", total},
            {"groups", std::move(groups)}};
}

}  // namespace telemetryflow::local
