// The questions that the API asks, each answered as the JSON it sends. Called by Store, by one thread at a time.
// Field names and types are documented in the README beside this program.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "store/database.hpp"
#include "store/filters.hpp"
#include "store/where.hpp"

namespace telemetryflow::local {

nlohmann::json query_services(Database& database);

// {"total", "items"}: the newest first.
nlohmann::json query_traces(Database& database, const SpanFilter& filter);
nlohmann::json query_spans(Database& database, const SpanFilter& filter);
nlohmann::json query_logs(Database& database, const LogFilter& filter);
nlohmann::json query_metrics(Database& database, const MetricFilter& filter);

// {"trace_id", "spans"}, in the order in which they started; null when there is no such trace.
nlohmann::json query_trace(Database& database, const std::string& trace_id);

// {"name", "aggregate", "group_by", "total", "groups"}
nlohmann::json query_aggregate(Database& database, const MetricFilter& filter, Aggregate aggregate,
                               const std::optional<std::string>& group_by);

// Shared by the queries above.
std::int64_t count_rows(Database& database, const std::string& from, const Where& where);
std::vector<SqlValue> with_page(std::vector<SqlValue> values, const Page& page);
Where where_of(const MetricFilter& filter);

}  // namespace telemetryflow::local
